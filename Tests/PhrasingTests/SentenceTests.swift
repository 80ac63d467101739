import Testing

@testable import Phrasing

@Suite("Sentences")
struct SentenceTests {
    @Test(
        "an abbreviation's stop does not end a sentence",
        arguments: [
            PhrasingCase("Dr. Smith is in. She waits.", "Dr. Smith is in.", "She waits."),
            PhrasingCase("Ask Mr. and Mrs. Gray. They know.", "Ask Mr. and Mrs. Gray.", "They know."),
            PhrasingCase(
                "It was Prof. Lee, Hon. Judge Roy and Supt. Cole.",
                "It was Prof. Lee, Hon. Judge Roy and Supt. Cole."
            ),
            PhrasingCase(
                "Use fruit, e.g. Apples, i.e. Red ones. Good.",
                "Use fruit, e.g. Apples, i.e. Red ones.",
                "Good."
            ),
            PhrasingCase("See Fig. 2 and No. 5 on p. 12. Then stop.", "See Fig. 2 and No. 5 on p. 12.", "Then stop."),
            PhrasingCase("The U.S. Army came. It left.", "The U.S. Army came.", "It left."),
            PhrasingCase("Cats vs. Dogs et al. Done now.", "Cats vs. Dogs et al. Done now."),
            PhrasingCase("We meet at 3 p.m. Monday. Bring tea.", "We meet at 3 p.m. Monday.", "Bring tea."),
            PhrasingCase("Visit St. Paul. Fly Acme Inc. Airways.", "Visit St. Paul.", "Fly Acme Inc. Airways."),
            PhrasingCase("On Jan. 5 and Sat. Dec. 2 we close.", "On Jan. 5 and Sat. Dec. 2 we close."),
            PhrasingCase("I met J. R. R. Tolkien. He wrote.", "I met J. R. R. Tolkien.", "He wrote."),
            PhrasingCase("Harry S. Truman won. Good.", "Harry S. Truman won.", "Good."),
            PhrasingCase("She has a Ph.D. Candidate now.", "She has a Ph.D. Candidate now."),
            PhrasingCase("approx. 5 km, max. Speed, op. cit. Book.", "approx. 5 km, max. Speed, op. cit. Book."),
        ]
    )
    func abbreviations(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "an abbreviation at the end of a sentence ends it",
        arguments: [
            PhrasingCase("We meet at 7 p.m. The door is open.", "We meet at 7 p.m.", "The door is open."),
            PhrasingCase("He lives in the U.S. How nice. ", "He lives in the U.S.", "How nice."),
            PhrasingCase("He works for Acme Inc. They make it.", "He works for Acme Inc.", "They make it."),
            PhrasingCase("Bring milk, tea, etc. Then go.", "Bring milk, tea, etc.", "Then go."),
            PhrasingCase("The answer is A. Then comes B. ", "The answer is A.", "Then comes B."),
            PhrasingCase("He is as old as I. Tom is not.", "He is as old as I.", "Tom is not."),
            PhrasingCase("I said no. That is it.", "I said no.", "That is it."),
            PhrasingCase("We sat. Tom lay in the sun. Ann slept.", "We sat.", "Tom lay in the sun.", "Ann slept."),
            PhrasingCase(
                "I watch TV. You use IBM. All in NY. Fine.",
                "I watch TV.",
                "You use IBM.",
                "All in NY.",
                "Fine."
            ),
            PhrasingCase("Ask Mr.", "Ask Mr."),
        ]
    )
    func abbreviationsAtTheEnd(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "stops, commas and colons in numbers do not end anything",
        arguments: [
            PhrasingCase("Pi is 3.14159. Good.", "Pi is 3.14159.", "Good."),
            PhrasingCase("It costs $3.50 in Rome. Pay.", "It costs $3.50 in Rome.", "Pay."),
            PhrasingCase("It costs 3,000 euros or 1.234,50 €. Pay.", "It costs 3,000 euros or 1.234,50 €.", "Pay."),
            PhrasingCase("Come at 10:30. The score is 3:2. Fine.", "Come at 10:30.", "The score is 3:2.", "Fine."),
            PhrasingCase("Version v1.2.3-rc.1 is out. Get it.", "Version v1.2.3-rc.1 is out.", "Get it."),
            PhrasingCase("Today is 2026.11.21. Or 2026-11-21. Yes.", "Today is 2026.11.21.", "Or 2026-11-21.", "Yes."),
            PhrasingCase("It was 1999. Then came 2000. ", "It was 1999.", "Then came 2000."),
            PhrasingCase("It rose by 1.5e-3 or 0.5%. OK.", "It rose by 1.5e-3 or 0.5%.", "OK."),
            PhrasingCase("Steps: 1. Mix it. 2. Bake it. 3. Eat it.", "Steps: 1. Mix it.", "2. Bake it.", "3. Eat it."),
            PhrasingCase("42. That is the answer.", "42. That is the answer."),
            PhrasingCase("It is minus .5 or so. Good.", "It is minus .5 or so.", "Good."),
        ]
    )
    func numbers(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "names of files, hosts and products are whole",
        arguments: [
            PhrasingCase("Open example.com. Then wait.", "Open example.com.", "Then wait."),
            PhrasingCase("Use Node.js and .NET now. It runs.", "Use Node.js and .NET now.", "It runs."),
            PhrasingCase("Mail a.b+c@mail.example.org. She reads.", "Mail a.b+c@mail.example.org.", "She reads."),
            PhrasingCase("Unpack x.tar.gz in /etc/app.d. Run.", "Unpack x.tar.gz in /etc/app.d.", "Run."),
            PhrasingCase("It is C:\\Users\\me.txt there. OK.", "It is C:\\Users\\me.txt there.", "OK."),
            PhrasingCase("Ping 192.168.0.1/24 or fe80::1. Fine.", "Ping 192.168.0.1/24 or fe80::1.", "Fine."),
            PhrasingCase("Run app --name=a.b -v img:1.2. Done.", "Run app --name=a.b -v img:1.2.", "Done."),
            PhrasingCase("I like Yahoo! mail. Yahoo! Yes.", "I like Yahoo! mail.", "Yahoo!", "Yes."),
        ]
    )
    func netNames(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "quotes and brackets stay with their sentence",
        arguments: [
            PhrasingCase("He said \"Go.\" Then he left.", "He said \"Go.\"", "Then he left."),
            PhrasingCase("\"Stop!\" he cried. \"Why?\" she asked.", "\"Stop!\" he cried.", "\"Why?\" she asked."),
            PhrasingCase("(It is so.) We know. [Really?] Yes.", "(It is so.)", "We know.", "[Really?]", "Yes."),
            PhrasingCase("“So it is.” ‘Good.’ «Bien.» Fine.", "“So it is.”", "‘Good.’", "«Bien.»", "Fine."),
            PhrasingCase(
                "It is (more or less.) done. (See Fig. 3.) OK.",
                "It is (more or less.) done.",
                "(See Fig. 3.)",
                "OK."
            ),
            PhrasingCase("Go. (Now.) \"Yes.\" 'No.' OK.", "Go.", "(Now.)", "\"Yes.\"", "'No.'", "OK."),
            PhrasingCase("Is it \"done\"? Yes. Is it (done)? No.", "Is it \"done\"?", "Yes.", "Is it (done)?", "No."),
            PhrasingCase("We had {all.} Then none.", "We had {all.}", "Then none."),
        ]
    )
    func quotes(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "runs of marks stay together",
        arguments: [
            PhrasingCase("What?! No way!! Oh...", "What?!", "No way!!", "Oh..."),
            PhrasingCase("Well... I think so. And... then what?", "Well...", "I think so.", "And... then what?"),
            PhrasingCase("Wait… what? Hm… Yes.", "Wait… what?", "Hm…", "Yes."),
            PhrasingCase("So . . . what now? OK.", "So . . . what now?", "OK."),
            PhrasingCase("...and so on. Good.", "...and so on.", "Good."),
            PhrasingCase("It was [...] long. Yes.", "It was [...] long.", "Yes."),
            PhrasingCase("He left... NASA called.", "He left...", "NASA called."),
        ]
    )
    func runs(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "lines end phrases, but a wrapped line goes on",
        arguments: [
            PhrasingCase("Roses are red\nViolets are blue", "Roses are red", "Violets are blue"),
            PhrasingCase("One\n\nTwo\r\n\r\nThree", "One", "Two", "Three"),
            PhrasingCase("Done.\nNext.\n", "Done.", "Next."),
            PhrasingCase(
                "This line is so long that some editor wrapped it at a width of\nsixty columns. Yes.",
                "This line is so long that some editor wrapped it at a width of sixty columns.",
                "Yes."
            ),
            PhrasingCase("Here is what you need:\n- tea\n- milk", "Here is what you need:", "tea", "milk"),
        ]
    )
    func lines(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "the end is proven as early as it can be",
        arguments: [
            PhrasingCase("Turn on the light. ", "Turn on the light."),
            PhrasingCase("Is it on? ", "Is it on?"),
            PhrasingCase("It is on!\n", "It is on!"),
            PhrasingCase("一つです。", "一つです。"),
            PhrasingCase("We went to Paris. ", "We went to Paris."),
            PhrasingCase("We met NASA. S", "We met NASA."),
            PhrasingCase("He said \"go.\" T", "He said \"go.\""),
            PhrasingCase("He came at 5 p.m. The ", "He came at 5 p.m."),
            PhrasingCase("Hello my dear friend, ", "Hello my dear friend,"),
            PhrasingCase("No"),
            PhrasingCase("It is 3."),
            PhrasingCase("It is 3. "),
            PhrasingCase("Ask Dr. "),
        ]
    )
    func earliest(_ line: PhrasingCase) {
        #expect(early(line.input) == line.expected)
    }

    @Test(
        "nothing to say makes no phrase",
        arguments: ["", " ", "\n\n\t ", "...", "***", "---\n", "😀", "(!)", "\u{FEFF}"]
    )
    func nothing(_ text: String) {
        #expect(phrases(of: text).isEmpty)
    }
}
