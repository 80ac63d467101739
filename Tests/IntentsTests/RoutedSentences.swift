import Testing

/// A sentence and where it goes: the intents with their arguments in order, or nothing for a conversation.
struct RoutedSentence: Sendable, CustomTestStringConvertible {
    let text: String
    let route: String

    init(_ text: String, _ route: String) {
        self.text = text
        self.route = route
    }

    var testDescription: String { text.count > 60 ? "\(text.prefix(60))…" : text }
}

/// What people say to a hub, by theme.
enum RoutedSentences {
    static let timeAndDate = rows([
        ("What time is it?", "get_time"), ("what time is it", "get_time"), ("What's the time?", "get_time"),
        ("whats the time", "get_time"), ("What\u{2019}s the time now, please?", "get_time"),
        ("Could you please tell me the time?", "get_time"), ("Can you tell me what time it is?", "get_time"),
        ("Hey Loquat, what time is it?", "get_time"), ("do you know what time it is", "get_time"),
        ("Tell me the time.", "get_time"), ("WHAT TIME IS IT", "get_time"), ("time please", "get_time"),
        ("what time is it? 😀", "get_time"),
        ("Um, what time is it right now?", "get_time"), ("Have you got the time?", "get_time"),
        ("What day is it today?", "get_date"), ("What's the date?", "get_date"), ("What's today's date?", "get_date"),
        ("what is today", "get_date"), ("Which day is today?", "get_date"), ("What year is it?", "get_date"),
        ("what day of the week is it", "get_date"), ("Today's date, please", "get_date"),
        ("What day is Christmas?", "get_day_of_date date=12-25"),
        ("What day is the 4th of July?", "get_day_of_date date=07-04"),
        ("what day of the week was December 25 2020", "get_day_of_date date=2020-12-25"),
        ("What day is in 3 weeks?", "get_day_of_date date=+3 weeks"),
        ("What day is it in 3 weeks?", "get_day_of_date date=+3 weeks"),
        ("What date is next Friday?", "get_day_of_date date=friday"),
        ("what's the date tomorrow", "get_day_of_date date=+1 days"),
        ("When is Easter?", "get_day_of_date date=easter"),
        ("When's Thanksgiving?", "get_day_of_date date=thanksgiving"),
        ("What day will it be in a week from now?", ""),
        ("What day was it 100 days ago?", "get_day_of_date date=-100 days"),
        ("On which day does New Year's Eve fall?", "get_day_of_date date=12-31"),
        ("How many days until Christmas?", "get_date_difference date=12-25 unit=days"),
        ("how many weeks are left until the 1st of March", "get_date_difference date=03-01 unit=weeks"),
        ("How many days is it till New Year?", "get_date_difference date=01-01 unit=days"),
        ("How long until Halloween?", "get_date_difference date=10-31"),
        ("How many days since January 1st 2024?", ""),
        ("How many days has it been since January 1st 2024?", "get_date_difference date=2024-01-01 unit=days"),
        ("How long ago was May 8 1945?", "get_date_difference date=1945-05-08"),
        ("days until Friday", "get_date_difference date=friday"),
        ("How many days between Christmas and Easter?", "get_date_difference date=easter from=12-25 unit=days"),
    ])

    static let timers = rows([
        ("Set a timer for 5 minutes", "set_timer duration=300"), ("set a 10 minute timer", "set_timer duration=600"),
        ("Set a timer for ten minutes, please.", "set_timer duration=600"),
        ("timer 90 seconds", "set_timer duration=90"),
        ("5 minute timer", "set_timer duration=300"), ("start a timer for half an hour", "set_timer duration=1800"),
        ("Set a timer for an hour and a half", "set_timer duration=5400"),
        ("set a timer for 1 hour and 30 minutes", "set_timer duration=5400"),
        ("set a timer for 1h30m", "set_timer duration=5400"),
        ("Set a timer for two and a half minutes", "set_timer duration=150"),
        ("could you set a timer for twenty-five minutes", "set_timer duration=1500"),
        ("Set a timer for a quarter of an hour", "set_timer duration=900"),
        ("set a pasta timer for 8 minutes", "set_timer duration=480 name=pasta"),
        ("Set a 12 minute egg timer", "set_timer duration=720 name=egg"),
        ("Set a timer for 8 minutes for the pasta", "set_timer duration=480 name=pasta"),
        ("Count down from 30 seconds", "set_timer duration=30"),
        ("wake me up in 20 minutes", "set_timer duration=1200"),
        ("Remind me in 10 minutes to take out the bread", "set_reminder duration=600 text=take out the bread"),
        ("Remind me to call Mum in an hour", "set_reminder duration=3600 text=call Mum"),
        ("Set an alarm for 7", "set_alarm time=7:00"), ("Set an alarm for 7:30 am", "set_alarm time=7:30 am"),
        ("set an alarm for 6 p.m.", "set_alarm time=6:00 pm"), ("Wake me up at half past six", "set_alarm time=6:30"),
        ("wake me at quarter to seven", "set_alarm time=6:45"), ("Wake me up at seven thirty", "set_alarm time=7:30"),
        ("wake me up at 7 tomorrow morning", "set_alarm time=7:00 am tomorrow"),
        ("Wake me up tomorrow at 6", "set_alarm day=+1 days time=6:00"),
        ("Set an alarm for 19:45", "set_alarm time=19:45"), ("set an alarm for noon", "set_alarm time=12:00 pm"),
        ("Set an alarm at 5 o'clock", "set_alarm time=5:00"),
        ("Set an alarm for eight in the evening on Friday", "set_alarm day=friday time=8:00 pm"),
        ("Remind me at 5 pm to feed the cat", "set_alarm_reminder text=feed the cat time=5:00 pm"),
        ("remind me to feed the cat at 5 pm", "set_alarm_reminder text=feed the cat time=5:00 pm"),
        ("Remind me to call Anna tomorrow at noon", "set_alarm_reminder day=+1 days text=call Anna time=12:00 pm"),
        ("How much time is left?", "list_timers"), ("how long is left on my timer", "list_timers"),
        ("List my timers", "list_timers"), ("What alarms do I have?", "list_timers"),
        ("When is my alarm?", "list_timers"), ("Cancel the timer", "cancel_timer"), ("Stop the timer", "cancel_timer"),
        ("cancel all my timers", "cancel_timer"), ("turn off the alarm", "cancel_timer"),
        ("Cancel the pasta timer", "cancel_timer name=pasta"), ("delete my alarms please", "cancel_timer"),
        ("cancel the 10 minute timer", "cancel_timer duration=600"),
    ])

    static let numbers = rows([
        ("What is 5 plus 3?", "calculate expression=5 + 3"), ("what's 12 times 12", "calculate expression=12 * 12"),
        ("What is five times three?", "calculate expression=5 * 3"), ("5 + 3", "calculate expression=5 + 3"),
        ("How much is 100 divided by 8?", "calculate expression=100 / 8"), ("5*3=", "calculate expression=5 * 3"),
        ("what is 15 percent of 80", "calculate expression=15 / 100 * 80"),
        ("What's 15% of 80?", "calculate expression=15 / 100 * 80"),
        ("calculate 3.5 * (2 + 4)", "calculate expression=3.5 * (2 + 4)"),
        ("What is the square root of 144?", "calculate expression=sqrt(144)"),
        ("what is 12 squared", "calculate expression=12 ^ 2"),
        ("What is 2 to the power of 10?", "calculate expression=2 ^ 10"),
        ("What is two hundred and fifty minus thirty-seven?", "calculate expression=250 - 37"),
        ("what's minus three times 4", "calculate expression=-3 * 4"),
        ("What's half of 90?", "calculate expression=0.5 * 90"),
        ("what is 1,000 minus 1", "calculate expression=1000 - 1"), ("12 - 5", "calculate expression=12 - 5"),
        ("Add 5 and 7", "add expression=5 + 7"), ("subtract 3 from 10", "subtract expression=10 - 3"),
        ("Multiply 6 by 7", "multiply expression=6 * 7"), ("divide 100 by 4", "divide expression=100 / 4"),
        ("what is three point one four times two", "calculate expression=3.14 * 2"),
        ("What is a hundred and one plus nine?", "calculate expression=101 + 9"),
        ("Convert 10 kilometers to miles", "convert amount=10 from=km to=mile"),
        ("How many miles are in 10 kilometres?", "convert amount=10 from=km to=mile"),
        ("how many feet in a mile", "convert amount=1 from=mile to=foot"),
        ("What is 100 fahrenheit in celsius?", "convert amount=100 from=fahrenheit to=celsius"),
        ("What's 20 degrees Celsius in Fahrenheit?", "convert amount=20 from=celsius to=fahrenheit"),
        ("convert half a cup to millilitres", "convert amount=0.5 from=cup to=ml"),
        ("5 kg in pounds", "convert amount=5 from=kg to=pound"), ("5kg to lbs", "convert amount=5 from=kg to=pound"),
        ("how many seconds are there in a day", "convert amount=1 from=day to=second"),
        ("How many ounces in two and a half pounds?", "convert amount=2.5 from=pound to=ounce"),
    ])

    static let speech = rows([
        ("Set the volume to 40 percent", "set_volume level=40"), ("volume 30", "set_volume level=30"),
        ("Turn the volume up to seventy", "set_volume level=70"), ("Set volume to 50%", "set_volume level=50"),
        ("Turn it up", "volume_up change=up"), ("volume up", "volume_up change=up"), ("Louder!", "volume_up change=up"),
        ("Speak up", "volume_up change=up"), ("turn the volume up a bit", "volume_up change=up"),
        ("Turn it down please", "volume_down change=down"), ("a bit quieter", "volume_down change=down"),
        ("lower the volume", "volume_down change=down"), ("Mute", "mute change=mute"),
        ("unmute", "unmute change=unmute"),
        ("set the volume to maximum", "volume_max level=100"),
        ("Repeat that", "repeat"), ("Could you repeat that, please?", "repeat"), ("Say that again", "repeat"),
        ("What did you say?", "repeat"), ("Pardon?", "repeat"), ("I didn't catch that", "repeat"),
        ("once more please", "repeat"), ("Stop", "stop"), ("stop!", "stop"), ("Stop it.", "stop"), ("Be quiet", "stop"),
        ("stop talking", "stop"), ("That's enough, thanks", "stop"), ("Never mind", "stop"),
        ("Okay, stop please", "stop"),
        ("Shut up!", "stop"), ("cancel", "stop"),
    ])

    static let devices = rows([
        ("Turn on the lamp", "turn_on device=lamp"), ("turn the lamp on", "turn_on device=lamp"),
        ("Turn on the light in the kitchen", "turn_on device=light room=kitchen"),
        ("Switch on the kitchen lights, please.", "turn_on device=light room=kitchen"),
        ("Could you please turn on the living room lamp?", "turn_on device=lamp room=living room"),
        ("Would you turn off the TV?", "turn_off device=tv"), ("turn off all the lights", "turn_off device=light"),
        ("Lights off", "turn_off"), ("switch the fan off", "turn_off device=fan"),
        ("kitchen lights on", "turn_on device=light room=kitchen"),
        ("I'd like you to turn on the heater", "turn_on device=heater"), ("Put the kettle on", "turn_on device=kettle"),
        ("Start the dishwasher", "turn_on device=dishwasher"), ("toggle the lamp", "toggle device=lamp"),
        ("Dim the lights to 30 percent", "set_brightness device=light level=30"),
        ("set the bedroom lamp to forty percent", "set_brightness device=lamp level=40 room=bedroom"),
        ("Dim the lights", "dim device=light"), ("make the lamp brighter", "brighten device=lamp"),
        ("Set the lamp to blue", "set_color color=blue device=lamp"),
        ("make the lights warm white", "set_color color=warm white device=light"),
        ("Set the thermostat to 21 degrees", "set_temperature temperature=21"),
        ("Turn the heating up to twenty two", "set_temperature temperature=22"), ("Make it warmer", "warmer"),
        ("Open the blinds", "open_cover cover=blinds"),
        ("close the bedroom curtains", "close_cover cover=curtains room=bedroom"),
        ("Close the garage door", "close_cover cover=garage door"), ("Lock the front door", "lock lock=front door"),
        ("unlock the door", "unlock lock=door"), ("Play jazz", "play_media media=jazz"),
        ("play some Miles Davis", "play_media media=Miles Davis"), ("Put on some music", "play_media media=music"),
        ("play jazz in the kitchen", "play_media media=jazz room=kitchen"), ("Pause the music", "pause_media"),
        ("next song", "next_track"), ("Skip this song", "next_track"), ("stop the music", "stop_media"),
        ("Resume", "resume_media"), ("turn off the music", "stop_media"),
    ])

    static let compounds = rows([
        ("Turn on the lamp and play jazz", "turn_on device=lamp; play_media media=jazz"),
        ("Play jazz and turn on the lamp", "play_media media=jazz; turn_on device=lamp"),
        (
            "Turn on the lamp, then close the blinds, and play jazz",
            "turn_on device=lamp; close_cover cover=blinds; play_media media=jazz"
        ),
        ("Turn on the lamp and the fan", "turn_on device=lamp; turn_on device=fan"),
        ("turn off the lamp, the fan and the TV", "turn_off device=lamp; turn_off device=fan; turn_off device=tv"),
        ("Turn on the lamp. Play jazz.", "turn_on device=lamp; play_media media=jazz"),
        ("Please turn off the TV and set a timer for 10 minutes", "turn_off device=tv; set_timer duration=600"),
        ("What time is it and what day is it?", "get_time; get_date"),
        ("play rock and roll", "play_media media=rock and roll"),
        ("Play rock and roll and turn on the lamp", "play_media media=rock and roll; turn_on device=lamp"),
        ("play Simon and Garfunkel", "play_media media=Simon and Garfunkel"),
        ("play drum and bass in the office", "play_media media=drum and bass room=office"),
        ("Remind me in 5 minutes to turn on the oven", "set_reminder duration=300 text=turn on the oven"),
        ("turn on the lamp and make me happy", ""), ("turn on the lamp and tell me a story", ""),
        (
            "turn on the kitchen light and the lamp in the hall",
            "turn_on device=light room=kitchen; turn_on device=lamp room=hall"
        ),
        ("turn off the lights and stop", ""),
    ])

    static let traps = rows([
        // Habits and stories
        ("What time do you usually get up?", ""), ("what time is it usually when you get up", ""),
        ("What time is dinner?", ""), ("What time does the shop close?", ""), ("what time is it in your story", ""),
        ("When do people usually turn on the lights?", ""), ("At what time should I turn off the TV?", ""),
        ("What is the best time to plant trees?", ""), ("Tell me about the time you got lost", ""),
        ("What day do you like best?", ""), ("How many days until I am happy?", ""),
        ("I usually set an alarm for 7", ""), ("What do you think about alarms?", ""),
        ("Once upon a time there was a lamp", ""), ("how long is the Nile", ""), ("how much time do I waste", ""),
        ("Do you have time?", ""), ("Time flies like an arrow", ""), ("it is about time", ""),
        ("What is the date of the battle of Hastings?", ""), ("When is the next eclipse?", ""),
        // Negations
        ("Don't turn on the lamp", ""), ("Do not turn off the lights", ""), ("Please don't play jazz", ""),
        ("never turn on the heater", ""), ("Could you please not turn on the lamp", ""), ("don't stop", ""),
        ("Don't wake me up at 7", ""), ("You shouldn't turn off the fridge", ""),
        ("don't set a timer for 5 minutes", ""),
        ("I don't want you to turn on the lamp", ""), ("turn on the lamp, no, don't", ""),
        // Somebody else's words
        ("She said turn on the lights", ""), ("\"Turn on the lights\" is a great song", ""),
        ("He told me: turn off the TV", ""), ("\"Turn on the lamp\"", ""),
        ("What does \u{201C}play jazz\u{201D} mean?", ""),
        ("How do you say turn on the lamp in French?", ""), ("translate what time is it into German", ""),
        ("My mother always says be quiet", ""), ("Turn on the lights, she said", ""),
        ("the song is called stop the music", ""), ("write a poem called set a timer for 5 minutes", ""),
        // Names with keywords in them
        ("Play Stop Making Sense", "play_media media=Stop Making Sense"),
        ("Play Stop and Stare", "play_media media=Stop and Stare"),
        ("play \"Stop Making Sense\"", "play_media media=Stop Making Sense"),
        ("Play Turn Off the Light by Nelly Furtado", "play_media media=Turn Off the Light by Nelly Furtado"),
        ("play What Time Is It", "play_media media=What Time Is It"),
        ("play Mr. Brightside", "play_media media=Mr. Brightside"),
        ("play Don't Stop Me Now", "play_media media=Don't Stop Me Now"), ("Stop Making Sense is a film", ""),
        ("How far is Lamp Street?", ""), ("turn on Lamp Street", ""), ("Navigate to Lamp Street", ""),
        ("Who wrote Time After Time?", ""), ("What is Five Guys?", ""), ("Who sang Mute?", ""),
        ("What is the Volume of a sphere?", ""), ("what is love", ""), ("What is 42?", ""),
        ("who is Alarm Will Sound", ""),
        ("Is Lights a Canadian singer?", ""), ("tell me about Next", ""), ("Play", "resume_media"),
        // Questions about devices
        ("Is it bad to leave the lamp on?", ""), ("Why does the lamp flicker?", ""),
        ("How much power does the heater use?", ""),
        ("Should I turn off the computer at night?", ""), ("What happens if I turn on the oven?", ""),
        ("Is the lamp on?", ""), ("Who turned on the lamp?", ""), ("Did you turn off the lights?", ""),
        ("How do I turn on the lamp?", ""), ("When you turn on the lamp, what happens?", ""),
        ("who invented the light bulb", ""),
        ("Can you explain how a fan works?", ""), ("are the blinds closed", ""), ("Was the front door locked?", ""),
        // Other meanings
        ("Turn on the charm", ""), ("play is important for children", ""), ("Can you play chess?", ""),
        ("play a game with me", ""), ("Do you play the piano?", ""), ("stop smoking tips", ""),
        ("How do I stop a nosebleed?", ""),
        ("stop and think about it", ""), ("turn left", ""), ("turn up at the party", ""), ("Turn over a new leaf", ""),
        ("lock and key", ""), ("open a bank account", ""), ("close the deal", ""), ("set the table", ""),
        ("set theory", ""),
        ("The time is right", ""), ("cancel culture", ""), ("repeat after me: hello", ""), ("light", ""), ("lamp", ""),
        ("What is the volume of the Pacific?", ""), ("a light breakfast on the terrace", ""),
        ("convert me to Buddhism", ""),
        ("how many miles do I have to run", ""), ("add milk to the list", ""), ("what is 5 star hotel", ""),
        ("5", ""), ("twenty five", ""), ("five minutes", ""), ("in 5 minutes", ""),
        ("12/25", "calculate expression=12 / 25"),
        ("turn on the lamp when I come home", ""), ("If it rains, close the window", ""),
        ("turn on the lamp in ten minutes", ""),
        ("Turn it on", ""), ("Tell me a joke", ""), ("Why is the sky blue?", ""), ("hello", ""), ("please", ""),
        ("thank you", ""),
    ])

    static let all = timeAndDate + timers + numbers + speech + devices + compounds + traps

    private static func rows(_ pairs: [(String, String)]) -> [RoutedSentence] {
        pairs.map { RoutedSentence($0.0, $0.1) }
    }
}
