import Testing

@testable import Phrasing

@Test func dump() {
    let cases = [
        "Hello world. How are you?",
        "Dr. Smith paid $3.14 at 5 p.m. today. Then he left. ",
        "Well... I think so. \"Go!\" he said. \"Stop.\" Then he left.",
        "Visit https://www.example.com/a?b=c. It is at <https://x.org/y>. www.foo.bar/baz, ok? Mail me@foo.com now.",
        "**Bold** and *it*. `code x`. snake_case and 2 * 3 and __init__ and __Big deal__ now. _so_ it _is so_. 5 * 3",
        "# Heading\n\n- one\n- two\n\n1. First\n2. Second\n42. That is it.",
        "Here:\n```python\nprint('x')\n```\nDone. | not\n| a | b |\n|---|---|\n| 1 | 2 |\nAfter.",
        "See [the docs](http://x.com/a_(b) \"t\") and ![a cat](c.png). [no link] ok.",
        "你好。我们走吧！好的？「行く。」と言った。今天天气很好，我们出去吧。",
        "The U.S. Army came. In the U.S. The law. J. R. R. Tolkien wrote. The answer is A. Then B. It was 3. Then 4.",
        "Hi 😀 there! 👨‍👩‍👧 Family. <br>New<b>bold</b> a < b. &amp; co.",
        "Turn on the kitchen lights, and then play some jazz music in the room, but not too loud please.",
        "नमस्ते। आप कैसे हैं? مرحبا. كيف حالك؟ أنا بخير. ¿Qué tal? ¡Bien! Vale.",
    ]
    for text in cases {
        var s = PhraseSplitter()
        let a = s.append(text, at: .zero, ahead: nil)
        let b = s.finish(at: .zero)
        print("INPUT", text)
        for p in a { print("   ", p.index, p.text, p.source) }
        for p in b { print("   F", p.index, p.text, p.source) }
    }
}
