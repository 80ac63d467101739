import Testing

@testable import Phrasing

@Suite("Languages")
struct LanguageTests {
    @Test(
        "each script's own marks end its sentences",
        arguments: [
            PhrasingCase("你好。我们走吧！好的？行。", "你好。", "我们走吧！", "好的？", "行。"),
            PhrasingCase("他说：“你好。”然后走了。", "他说：“你好。”", "然后走了。"),
            PhrasingCase("真的！！太好了？！是的。", "真的！！", "太好了？！", "是的。"),
            PhrasingCase("我……不知道。好。", "我……不知道。", "好。"),
            PhrasingCase("今日は晴れです。明日は雨でしょう。", "今日は晴れです。", "明日は雨でしょう。"),
            PhrasingCase("「行く。」と言った。「はい。」彼は笑った。", "「行く。」と言った。", "「はい。」", "彼は笑った。"),
            PhrasingCase("ｺﾝﾆﾁﾊ｡元気ですか｡", "ｺﾝﾆﾁﾊ｡", "元気ですか｡"),
            PhrasingCase("안녕하세요. 저는 봇입니다. 네.", "안녕하세요.", "저는 봇입니다.", "네."),
            PhrasingCase("नमस्ते। आप कैसे हैं? ठीक॥", "नमस्ते।", "आप कैसे हैं?", "ठीक॥"),
            PhrasingCase("مرحبا. كيف حالك؟ أنا بخير، شكرا.", "مرحبا.", "كيف حالك؟", "أنا بخير، شكرا."),
            PhrasingCase("یہ کتاب ہے۔ کیا آپ ٹھیک ہیں؟ جی۔", "یہ کتاب ہے۔", "کیا آپ ٹھیک ہیں؟", "جی۔"),
            PhrasingCase("¿Qué tal? ¡Bien! Son 3. ¿Y tú?", "¿Qué tal?", "¡Bien!", "Son 3.", "¿Y tú?"),
            PhrasingCase("Τι κάνεις; Καλά. Εσύ;", "Τι κάνεις;", "Καλά.", "Εσύ;"),
            PhrasingCase("It is so; he knows; we do.", "It is so; he knows; we do."),
            PhrasingCase("Բարեւ։ Ինչպես եք: Լավ։", "Բարեւ։", "Ինչպես եք:", "Լավ։"),
            PhrasingCase("ሰላም። እንዴት ነህ? ደህና።", "ሰላም።", "እንዴት ነህ?", "ደህና።"),
            PhrasingCase("សួស្តី។ សុខសប្បាយទេ? បាទ។", "សួស្តី។", "សុខសប្បាយទេ?", "បាទ។"),
            PhrasingCase("မင်္ဂလာပါ။ နေကောင်းလား။", "မင်္ဂလာပါ။", "နေကောင်းလား။"),
            PhrasingCase("བཀྲ་ཤིས། བདེ་ལེགས།", "བཀྲ་ཤིས།", "བདེ་ལེགས།"),
            PhrasingCase("สวัสดีครับ ผมชื่อบอท", "สวัสดีครับ ผมชื่อบอท"),
            PhrasingCase("Привет. Как дела? Это 5 кг, т.е. Много.", "Привет.", "Как дела?", "Это 5 кг, т.е. Много."),
            PhrasingCase("我用Swift。It works.好的。", "我用Swift。", "It works.好的。"),
            PhrasingCase("太好了!我们走吧?好", "太好了!", "我们走吧?", "好"),
            PhrasingCase("価格は3.5円です。はい。", "価格は3.5円です。", "はい。"),
        ]
    )
    func scripts(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "European abbreviations hold",
        arguments: [
            PhrasingCase("Das ist z. B. Gold bzw. Silber. Gut.", "Das ist z. B. Gold bzw. Silber.", "Gut."),
            PhrasingCase("Am 3. Oktober kommt Hr. Weiß. Gut.", "Am 3. Oktober kommt Hr. Weiß.", "Gut."),
            PhrasingCase(
                "Er wohnt in der Hauptstr. 5 usw. Das war es.",
                "Er wohnt in der Hauptstr. 5 usw.",
                "Das war es."
            ),
            PhrasingCase("M. Dupont et Mme. Roy, p. ex. Paul. Oui.", "M. Dupont et Mme. Roy, p. ex. Paul.", "Oui."),
            PhrasingCase("El Sr. García y la Sra. Paz. Sí.", "El Sr. García y la Sra. Paz.", "Sí."),
        ]
    )
    func european(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test("the first phrase of a text without spaces may end at its comma")
    func wideComma() {
        #expect(early("今天天气很好，") == ["今天天气很好，"])
        #expect(early("你好，") == [])
        #expect(early("大约有十二3，000") == [])
    }

    @Test("a long text without spaces is cut between characters")
    func longIdeographs() {
        let text = String(repeating: "天地玄黄宇宙洪荒", count: 20)
        let all = phrases(of: text)
        #expect(all.count == 4)
        #expect(all.map(\.text).joined() == text)
    }

    @Test("Thai is cut at its spaces")
    func thai() {
        let words = (0..<40).map { _ in "สวัสดีครับผม" }
        let all = phrases(of: words.joined(separator: " "))
        #expect(all.count > 1)
        #expect(all.flatMap { $0.text.split(separator: " ").map(String.init) } == words)
    }
}
