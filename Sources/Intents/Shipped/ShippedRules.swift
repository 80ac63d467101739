/// The rules that come with Loquat: English.
package enum ShippedRules {
    /// The rules, read.
    ///
    /// - Throws: ``RuleFileError``: a fault of ours, and a test that they can be read.
    package static func read() throws(RuleFileError) -> RuleSet {
        try RuleFile.read(Array(yaml.utf8), "the shipped rules", isKnownToBeRight: true)
    }

    /// The rules as a file, for a person to read and to change: one document, long as it is, for `loquat rules` prints it and a
    /// file of the user's has the same form.
    package static let yaml = """
        # How sure a match must be, from 0 to 1; below it the model decides.
        threshold: 0.7
        languages:
          en:
            contractions:
              what's: what is
              whats: what is
              when's: when is
              where's: where is
              how's: how is
              it's: it is
              that's: that is
              there's: there is
              let's: let us
              i'm: i am
              i'd: i would
              i'll: i will
              i've: i have
              you're: you are
              today's: today is
              don't: do not
              dont: do not
              didn't: did not
              doesn't: does not
              isn't: is not
              won't: will not
              can't: can not
              couldn't: could not
              wouldn't: would not
              shouldn't: should not
              cannot: can not
              gonna: going to
              wanna: want to
            # What may be said before a request without changing it.
            before:
              - please
              - kindly
              - just
              - now
              - hey
              - hi
              - hello
              - ok
              - okay
              - well
              - so
              - um
              - uh
              - er
              - alright
              - hey loquat
              - ok loquat
              - loquat
              - computer
              - could you
              - can you
              - would you
              - will you
              - could you please
              - can you please
              - i want you to
              - i need you to
              - i would like you to
              - i would like to
              - go ahead and
              - quickly
            # And after it.
            after:
              - please
              - for me
              - thanks
              - thank you
              - would you
              - will you
              - could you
              - if you can
              - if you could
              - loquat
            # Between two requests.
            connectors: [and, and then, and also, and please, then, also, after that]
            # Words that no {slot:text} begins with.
            never_first: [is, are, was, were, am, has, had, have, and, or, but, of, to, at, from, with, by, as, that, not, will, would]
            numbers:
              values: {
                zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11,
                twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
                twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
                hundred: 100, thousand: 1000, million: 1000000, billion: 1000000000
              }
              ordinals: {
                first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10,
                eleventh: 11, twelfth: 12, thirteenth: 13, fourteenth: 14, fifteenth: 15, sixteenth: 16, seventeenth: 17,
                eighteenth: 18, nineteenth: 19, twentieth: 20, thirtieth: 30
              }
              articles: [a, an]
              and: [and]
              point: [point]
              minus: [minus, negative]
              fractions: {half: 0.5, quarter: 0.25, quarters: 0.25, third: 0.333333333333, thirds: 0.333333333333}
              of: [of]
              seconds: {
                second: 1, seconds: 1, sec: 1, secs: 1, s: 1, minute: 60, minutes: 60, min: 60, mins: 60, m: 60, hour: 3600,
                hours: 3600, hr: 3600, hrs: 3600, h: 3600, day: 86400, days: 86400, week: 604800, weeks: 604800
              }
            synonyms:
              the: "[the|my|our|this|that|all|all the|all my|all of the|all of my|every|both]"
              what_is: "(what is|tell me|give me|say)"
              on_verb: "(turn|switch|put|power)"
              off_verb: "(turn|switch|put|power|shut)"
              room: "(in|of|at) <the> {room}"
              lit: "<the> [{room}] {device} [<room>] [now|right now]"
            lists:
              room:
                kitchen: [kitchen]
                living room: [living room, lounge, sitting room, family room]
                bedroom: [bedroom, master bedroom]
                bathroom: [bathroom, restroom, shower]
                hall: [hall, hallway, corridor, entrance]
                office: [office, study]
                dining room: [dining room]
                nursery: [nursery, kids room, children's room, kids' room]
                guest room: [guest room]
                garage: [garage]
                garden: [garden, backyard, yard]
                basement: [basement, cellar]
                attic: [attic, loft]
                terrace: [terrace, patio, balcony, porch]
                upstairs: [upstairs]
                downstairs: [downstairs]
              device:
                light: [light, lights, lighting, ceiling light]
                lamp: [lamp, lamps, desk lamp, floor lamp, bedside lamp, table lamp, night light]
                fan: [fan, fans, ceiling fan]
                heater: [heater, heaters, heating, radiator, radiators]
                air conditioner: [air conditioner, air conditioning, ac, aircon]
                tv: [tv, telly, television]
                radio: [radio]
                stereo: [stereo, hi fi, sound system]
                speaker: [speaker, speakers]
                coffee machine: [coffee machine, coffee maker, coffeemaker]
                kettle: [kettle]
                oven: [oven]
                toaster: [toaster]
                dishwasher: [dishwasher]
                washing machine: [washing machine, washer]
                dryer: [dryer, tumble dryer]
                vacuum cleaner: [vacuum cleaner, vacuum, robot vacuum, hoover]
                printer: [printer]
                projector: [projector]
                plug: [plug, socket, outlet, power strip]
                humidifier: [humidifier]
                dehumidifier: [dehumidifier]
                sprinkler: [sprinkler, sprinklers]
                christmas lights: [christmas lights, christmas tree, fairy lights]
                thermostat: [thermostat]
                camera: [camera, cameras]
                boiler: [boiler]
                pump: [pump]
              cover:
                blinds: [blinds, blind]
                curtains: [curtains, curtain, drapes]
                shutters: [shutters, shutter]
                garage door: [garage door, garage]
                gate: [gate]
                awning: [awning]
                window: [window, windows]
                skylight: [skylight]
              lock:
                front door: [front door]
                back door: [back door]
                door: [door, doors]
                gate: [gate]
              color: [red, green, blue, yellow, orange, purple, pink, white, warm white, cold white, turquoise]
              span:
                days: [days, day]
                weeks: [weeks, week]
                months: [months, month]
                years: [years, year]
                hours: [hours, hour]
              unit:
                mm: [mm, millimeter, millimeters, millimetre, millimetres]
                cm: [cm, centimeter, centimeters, centimetre, centimetres]
                m: [m, meter, meters, metre, metres]
                km: [km, kilometer, kilometers, kilometre, kilometres]
                inch: [inch, inches]
                foot: [foot, feet, ft]
                yard: [yard, yards]
                mile: [mile, miles]
                nautical mile: [nautical mile, nautical miles]
                mg: [mg, milligram, milligrams]
                g: [g, gram, grams, gramme, grammes]
                kg: [kg, kilo, kilos, kilogram, kilograms]
                tonne: [tonne, tonnes, metric ton, metric tons]
                ounce: [ounce, ounces, oz]
                pound: [pound, pounds, lb, lbs]
                stone: [stone, stones]
                ml: [ml, milliliter, milliliters, millilitre, millilitres]
                cl: [cl, centiliter, centiliters, centilitre, centilitres]
                dl: [dl, deciliter, deciliters, decilitre, decilitres]
                liter: [l, liter, liters, litre, litres]
                teaspoon: [teaspoon, teaspoons, tsp]
                tablespoon: [tablespoon, tablespoons, tbsp]
                fluid ounce: [fluid ounce, fluid ounces]
                cup: [cup, cups]
                pint: [pint, pints]
                quart: [quart, quarts]
                gallon: [gallon, gallons]
                celsius: [celsius, c, degrees celsius, degree celsius, degrees c, centigrade, degrees centigrade]
                fahrenheit: [fahrenheit, f, degrees fahrenheit, degree fahrenheit, degrees f]
                kelvin: [kelvin, kelvins]
                second: [second, seconds]
                minute: [minute, minutes]
                hour: [hour, hours]
                day: [day, days]
                week: [week, weeks]
                km/h: [kilometers per hour, kilometres per hour, kilometers an hour, kilometres an hour, kph, kmh]
                mph: [miles per hour, miles an hour, mph]
                m/s: [meters per second, metres per second, meters a second, metres a second]
                knot: [knot, knots]
                kb: [kb, kilobyte, kilobytes]
                mb: [mb, megabyte, megabytes]
                gb: [gb, gigabyte, gigabytes]
                tb: [tb, terabyte, terabytes]
            rules:
              # Time and date
              - intent: get_time
                tool: time
                patterns:
                  - what time is it [now|currently|right now|here]
                  - what time do we have
                  - what time have you got
                  - <what_is> the [current|exact] time [now|right now]
                  - "[the] current time"
                  - "[the] time"
                  - (do you know|can you tell me|tell me|say) what time it is
                  - (do you know|do you have|have you got|got) the time
                  - what hour is it
                  - how late is it
              - intent: get_date
                tool: date
                patterns:
                  - what (day|date|month|year|day of the week) is it [today|now]
                  - (what|which) day is today
                  - <what_is> (the|today is) date [today]
                  - what is today
                  - today is date
                  - "[the] date"
                  - <what_is> the (day|day of the week) [today]
                  - (tell me|do you know) what (day|date|day of the week) it is [today]
                  - what is the (month|year)
              - intent: get_day_of_date
                tool: date
                patterns:
                  - (what|which) (day|day of the week|weekday|date) (is|was|will be) {date}
                  - (what|which) (day|day of the week|weekday|date) (is|was|will) [it] [be] {date}
                  - (what|which) (day|day of the week|weekday) (does|did|will) {date} (fall|be|land) [on]
                  - on (what|which) (day|weekday) (is|does|was|will) {date} [fall|be]
                  - when is {date}
                  - <what_is> the (date|day) {date}
                  - <what_is> the date [of|on] {date}
              - intent: get_date_difference
                tool: date_difference
                patterns:
                  - how many {unit:span} [are there|is it|are left|do we have|left|are] [left] (until|till|to|before) {date}
                  - how many {unit:span} (has it been|have passed|is it|are there) since {date}
                  - how many {unit:span} [are there] between {from:date} and {date}
                  - how long [is it|have we got|do we have|to go|will it be] (until|till) {date}
                  - how long ago (was|is) {date}
                  - how long (has it been|is it) since {date}
                  - how many {unit:span} ago was {date}
                  - (days|count the days|count down the days) (until|till) {date}
              # Timers and alarms
              - intent: set_timer
                tool: set_timer
                patterns:
                  - (set|start|make|create|begin|run|add) [a|an|another|the|me a|me an] [new] timer (for|of|to|at) {duration}
                  - (set|start|make|create|begin|run|add) [a|an|another|me a|me an] [new] {duration} timer
                  - (set|start|make|create|begin|run|add) [a|an|another|me a|me an] [new] {duration} {name:text} timer
                  - (set|start|make|create|begin|run|add) [a|an|another|me a|me an] [new] {name:text} timer (for|of|to) {duration}
                  - (set|start|make|create|begin|run|add) [a|an|another] [new] timer (for|of) {duration} (called|named|for) <the> {name:text}
                  - "[a] timer [for] {duration}"
                  - "{duration} timer"
                  - (count down|countdown) [for|from] {duration}
                  - (set|start) [a] countdown (for|of|from) {duration}
                  - (remind|alert|notify|wake) me [up] in {duration}
              - intent: set_reminder
                tool: set_timer
                arguments: {duration: "{duration}", text: "{text}"}
                patterns:
                  - (remind|alert|notify) me in {duration} (to|about|that) {text:text}
                  - (remind|alert|notify) me (to|about) {text:text} in {duration}
                  - (set|create|make) a reminder in {duration} (to|for|about) {text:text}
                  - (set|create|make) a reminder (to|for|about) {text:text} in {duration}
              - intent: set_alarm
                tool: set_alarm
                arguments: {time: "{clock}", day: "{date}"}
                patterns:
                  - (set|make|create|start|add) [an|a|another|the|my|me an] [new] alarm [clock] (for|at|to) {clock} [{date}]
                  - (set|make|create|start|add) [an|a|another|the|my|me an] [new] alarm [clock] [for] {date} (for|at) {clock}
                  - (set|make|create|start|add) [an|a|another] {clock} alarm
                  - wake me [up] at {clock} [{date}]
                  - wake me [up] {date} at {clock}
                  - alarm [for|at] {clock}
              - intent: set_alarm_reminder
                tool: set_alarm
                arguments: {time: "{clock}", day: "{date}", text: "{text}"}
                patterns:
                  - (remind|alert|notify) me at {clock} [{date}] (to|about|that) {text:text}
                  - (remind|alert|notify) me [{date}] at {clock} (to|about|that) {text:text}
                  - (remind|alert|notify) me (to|about) {text:text} at {clock} [{date}]
                  - (remind|alert|notify) me (to|about) {text:text} {date} at {clock}
              - intent: list_timers
                tool: list_timers
                patterns:
                  - how (much time|long) is (left|remaining) [on|in] [my|the|all|all my] [timer|timers]
                  - how (much time|long) (is left|remains|do i have left|is remaining|left) [on|in] [my|the] [timer|timers]
                  - how (much time|long) does (my|the) timer have [left]
                  - (list|show|check|read|tell me) [me] [all] [of] (my|the) (timers|alarms|timer|alarm|reminders)
                  - (what|which) (timers|alarms|reminders) (are|do i have) [set|running|active|on|left|there]
                  - do i have any (timers|alarms|reminders) [set|running]
                  - (are|is) there [any|a] (timers|alarms|timer|alarm|reminders) [set|running]
                  - when (does|will) (my|the) (timer|alarm) (end|finish|go off|ring)
                  - when is my (alarm|timer|reminder)
                  - timer status
              - intent: cancel_timer
                tool: cancel_timer
                patterns:
                  - (cancel|stop|delete|remove|clear|end|kill|turn off|switch off|abort) <the> (timer|timers|alarm|alarms|reminder|reminders|countdown)
                  - (cancel|stop|delete|remove|clear|end|kill|turn off|switch off) <the> {name:text} (timer|alarm)
                  - (cancel|stop|delete|remove|clear) <the> {duration} timer
              # Numbers
              - intent: calculate
                tool: calculate
                patterns:
                  - (what is|how much is|how much are|what are|calculate|compute|work out|solve|tell me|tell me what) {expression} [equal|equals|=|is]
                  - (what does|how much does) {expression} (equal|make|give|come to)
                  - "{expression} [=|equals] [what]"
              - intent: add
                tool: calculate
                arguments: {expression: "{a} + {b}"}
                patterns:
                  - "[what is|calculate] (add|the sum of) {a:number} (and|to) {b:number}"
              - intent: subtract
                tool: calculate
                arguments: {expression: "{b} - {a}"}
                patterns:
                  - "subtract {a:number} from {b:number}"
              - intent: multiply
                tool: calculate
                arguments: {expression: "{a} * {b}"}
                patterns:
                  - "[what is|calculate] (multiply|the product of) {a:number} (and|by|with) {b:number}"
              - intent: divide
                tool: calculate
                arguments: {expression: "{a} / {b}"}
                patterns:
                  - "divide {a:number} by {b:number}"
              - intent: convert
                tool: convert
                arguments: {amount: "{amount}", from: "{from}", to: "{to}"}
                patterns:
                  - (convert|change|turn) {amount} {from:unit} (to|into|in) {to:unit}
                  - (what is|how much is|how much are|what are|calculate) {amount} {from:unit} (in|to|into|as) {to:unit}
                  - how (many|much) {to:unit} (are|is) [there] [in] {amount} {from:unit}
                  - how (many|much) {to:unit} [are there] in {amount} {from:unit}
                  - how (many|much) {to:unit} (make|does) {amount} {from:unit} [make]
                  - "{amount} {from:unit} (in|to|into) {to:unit}"
              # Speech itself
              - intent: set_volume
                tool: volume
                arguments: {level: "{level}"}
                patterns:
                  - (set|turn|put|change|make) [the|your] (volume|sound) [up|down] (to|at) {level:number} [percent|%]
                  - (set|turn|put|change) [the|your] volume {level:number} [percent|%]
                  - volume [to|at] {level:number} [percent|%]
                  - speak at {level:number} (percent|%) [volume]
              - intent: volume_max
                tool: volume
                arguments: {level: "100"}
                patterns:
                  - (set|turn|put|change) [the|your] volume [up] to [the] (maximum|max|full)
                  - (maximum|full|max) volume
              - intent: volume_up
                tool: volume
                arguments: {change: up}
                patterns:
                  - (turn|crank) [the|your] (volume|sound|voice) up [a bit|a little|some|a lot]
                  - turn (it|yourself) up [a bit|a little|some|a lot]
                  - (turn|crank) up [the|your] (volume|sound) [a bit|a little]
                  - (increase|raise) [the|your] (volume|sound) [a bit|a little]
                  - volume up
                  - "[a bit|a little|much] louder"
                  - (speak|talk|say it|be) [a bit|a little] (louder|up)
                  - make it [a bit|a little] louder
              - intent: volume_down
                tool: volume
                arguments: {change: down}
                patterns:
                  - turn [the|your] (volume|sound|voice) down [a bit|a little|some|a lot]
                  - turn (it|yourself) down [a bit|a little|some|a lot]
                  - turn down [the|your] (volume|sound) [a bit|a little]
                  - (decrease|lower|reduce) [the|your] (volume|sound) [a bit|a little]
                  - volume down
                  - "[a bit|a little|much] (quieter|softer)"
                  - (speak|talk|be) [a bit|a little] (quieter|softer|more quietly|more softly)
                  - make it [a bit|a little] quieter
              - intent: mute
                tool: volume
                arguments: {change: mute}
                patterns:
                  - mute
                  - mute (the sound|the volume|yourself)
                  - "(turn|switch) [the] (sound|volume) off"
              - intent: unmute
                tool: volume
                arguments: {change: unmute}
                patterns:
                  - unmute
                  - unmute (the sound|the volume|yourself)
                  - "(turn|switch) [the] sound [back] on"
              - intent: repeat
                tool: repeat
                alone: true
                patterns:
                  - (repeat|say) (that|it|this|yourself) [again|one more time|once more]
                  - repeat [the|your] [last] (answer|sentence|thing)
                  - repeat what you [just] (said|told me)
                  - repeat
                  - say again
                  - what did you [just] say
                  - what was that
                  - (come again|once more|one more time|pardon|pardon me|sorry what)
                  - i did not (hear|catch|understand|get) (that|you|it)
                  - i (missed|could not hear) (that|you)
              - intent: stop
                tool: stop
                alone: true
                patterns:
                  - stop [it|that|talking|speaking|reading|now]
                  - (be|keep|stay) (quiet|silent)
                  - (quiet|silence|hush|enough|shush)
                  - shut up
                  - that is enough
                  - (stop|quit) (talking|speaking)
                  - (never mind|nevermind|forget it|forget about it)
                  - cancel [that|it]
              # Devices
              - intent: turn_on
                patterns:
                  - <on_verb> on <lit>
                  - <on_verb> <lit> on
                  - (activate|enable|start) <lit>
                  - <lit> on
                  - lights on
                response: Turning on the {room} {device}.
                failure: Sorry, the {room} {device} could not be turned on.
                undo: turn_off
                unless: [off]
              - intent: turn_off
                patterns:
                  - <off_verb> off <lit>
                  - <off_verb> <lit> off
                  - (deactivate|disable|stop|kill) <lit>
                  - <lit> off
                  - lights (off|out)
                response: Turning off the {room} {device}.
                failure: Sorry, the {room} {device} could not be turned off.
                undo: turn_on
                unless: ["on"]
              - intent: toggle
                patterns:
                  - toggle <lit>
                response: Switching the {room} {device}.
                failure: Sorry, the {room} {device} could not be switched.
              - intent: set_brightness
                arguments: {device: "{device}", room: "{room}", level: "{level}"}
                patterns:
                  - (dim|brighten|set|turn|change) [down|up] <lit> [brightness] [down|up] to {level:number} [percent|%]
                  - set the brightness of <lit> to {level:number} [percent|%]
                unless: [heating, heater, thermostat, temperature, radiator, radiators, ac, conditioning]
                response: Setting the {room} {device} to {level} percent.
                failure: Sorry, the {room} {device} could not be set.
              - intent: dim
                patterns:
                  - dim <lit>
                  - "(dim|turn) (down|low) <lit>"
                  - make <lit> dimmer
                response: Dimming the {room} {device}.
                failure: Sorry, the {room} {device} could not be dimmed.
                undo: brighten
              - intent: brighten
                patterns:
                  - brighten <lit>
                  - make <lit> brighter
                response: Making the {room} {device} brighter.
                failure: Sorry, the {room} {device} could not be made brighter.
                undo: dim
              - intent: set_color
                patterns:
                  - (set|turn|change|make) <lit> [color] [to] {color}
                response: Setting the {room} {device} to {color}.
                failure: Sorry, the {room} {device} could not be set.
              - intent: set_temperature
                patterns:
                  - (set|turn|change|put) [up|down] [the|my] [{room}] (thermostat|temperature|heating|heater|air conditioning|ac) [<room>] [up|down] (to|at) {temperature:number} [degrees|celsius|fahrenheit|degrees celsius|degrees fahrenheit]
                  - make it {temperature:number} degrees [in <the> {room}]
                response: Setting the temperature to {temperature} degrees.
                failure: Sorry, the temperature could not be set.
              - intent: warmer
                patterns:
                  - make it [a bit|a little] warmer
                  - "turn up the (heat|heating|thermostat)"
                  - "turn the (heat|heating|thermostat) up"
                response: Making it warmer.
                failure: Sorry, that could not be done.
                undo: cooler
              - intent: cooler
                patterns:
                  - make it [a bit|a little] (cooler|colder)
                  - "turn down the (heat|heating|thermostat)"
                  - "turn the (heat|heating|thermostat) down"
                response: Making it cooler.
                failure: Sorry, that could not be done.
                undo: warmer
              - intent: open_cover
                patterns:
                  - (open|raise|pull up|roll up) <the> [{room}] {cover} [<room>]
                response: Opening the {room} {cover}.
                failure: Sorry, the {room} {cover} could not be opened.
                undo: close_cover
              - intent: close_cover
                patterns:
                  - (close|shut|lower|pull down|roll down) <the> [{room}] {cover} [<room>]
                response: Closing the {room} {cover}.
                failure: Sorry, the {room} {cover} could not be closed.
                undo: open_cover
              - intent: lock
                patterns:
                  - lock <the> {lock}
                response: Locking the {lock}.
                failure: Sorry, the {lock} could not be locked.
              - intent: unlock
                patterns:
                  - unlock <the> {lock}
                response: Unlocking the {lock}.
                failure: Sorry, the {lock} could not be unlocked.
              # Music
              - intent: play_media
                confidence: 0.85
                patterns:
                  - play [me|us] [some|a bit of] {media:text}
                  - play [me|us] {media:text} (in|on) <the> {room}
                  - put on some {media:text}
                  - (listen to|let us hear) {media:text}
                response: Playing {media}.
                failure: Sorry, {media} could not be played.
                undo: stop_media
                unless: [chess, game, games, checkers, poker, cards, football, soccer, tennis, basketball, piano, guitar, violin, drums, part, role, important, with]
              - intent: stop_media
                patterns:
                  - stop <the> (music|song|playback|radio station)
                  - "turn <the> music off"
                  - turn off <the> music
                response: Stopping the music.
                failure: Sorry, the music could not be stopped.
              - intent: pause_media
                patterns:
                  - pause
                  - pause <the> (music|song|playback|movie|video|podcast)
                  - pause it
                response: Pausing.
                failure: Sorry, that could not be paused.
                undo: resume_media
              - intent: resume_media
                patterns:
                  - resume
                  - "(resume|continue|unpause) <the> (music|song|playback|movie|video|podcast)"
                  - play
                response: Going on.
                failure: Sorry, that could not be resumed.
                undo: pause_media
              - intent: next_track
                patterns:
                  - "[play|skip to] <the> next (song|track|one|title)"
                  - "skip <the> (song|track|one)"
                  - skip
                  - next
                response: Next one.
                failure: Sorry, that did not work.
              - intent: previous_track
                patterns:
                  - "[play|go back to] <the> (previous|last) (song|track|one|title)"
                  - previous
                response: The one before.
                failure: Sorry, that did not work.

        """
}
