/// Finds the patterns that fit a row of words from its first to its last.
///
/// One pass over the words. For each word at most each place of the table is entered once, by the way that has met the most
/// words that were written in the pattern: so the time is linear in the words.
struct PatternMatcher {
    let table: PatternTable
    /// By the number that the table has for each.
    let readers: [any SpanReader]

    /// A pattern that fits.
    struct Fit: Equatable {
        var pattern: Int
        /// Words that are written in the pattern, or were understood by a reader.
        var known: Int
        /// Words that fell into open slots.
        var open: Int
        var slots: [FilledSlot]
    }

    /// A slot and the words in it.
    struct FilledSlot: Equatable {
        var name: String
        var words: Range<Int>
        /// What a reader made of it; `nil` in an open slot.
        var value: String?
    }

    /// The best way to one place.
    private struct Cell {
        var place: Int
        var start: Int
        var end: Int
        var known: Int
        var previous: Int
        var value: String?
    }

    func fits(_ words: ArraySlice<Word>) -> [Fit] {
        var search = Search(matcher: self, words: words, numbers: words.map { table.wordNumbers[$0.text] ?? -1 })
        return search.run()
    }

    private struct Search {
        let matcher: PatternMatcher
        let words: ArraySlice<Word>
        let numbers: [Int]
        var cells: [Cell] = []
        /// The cells that end before a word, by the word's place.
        var ending: [[Int]]
        /// The cell of a place and an end, to keep only the best.
        var best: [Int: Int] = [:]
        /// What readers found, by the reader and the word that they began at.
        var spans: [Int: [Span]] = [:]

        init(matcher: PatternMatcher, words: ArraySlice<Word>, numbers: [Int]) {
            self.matcher = matcher
            self.words = words
            self.numbers = numbers
            ending = Array(repeating: [], count: words.count + 1)
        }

        mutating func run() -> [Fit] {
            guard let first = numbers.first else { return [] }
            let table = matcher.table
            for place in table.startsByWord[first] ?? [] { enter(place, at: 0, after: -1) }
            for place in table.otherStarts { enter(place, at: 0, after: -1) }
            for position in 1..<max(1, words.count) {
                for cell in ending[position] {
                    for place in table.followers[cells[cell].place] { enter(place, at: position, after: cell) }
                }
            }
            return ending[words.count].compactMap { cell in
                let pattern = table.completed[cells[cell].place]
                return pattern < 0 ? nil : fit(pattern, cell)
            }
        }

        private mutating func enter(_ place: Int, at position: Int, after previous: Int) {
            let known = previous < 0 ? 0 : cells[previous].known
            switch matcher.table.steps[place] {
            case .word(let number):
                guard numbers[position] == number, !words[words.startIndex + position].isQuoted else { return }
                add(Cell(place: place, start: position, end: position + 1, known: known + 1, previous: previous))
            case .open:
                add(Cell(place: place, start: position, end: position + 1, known: known, previous: previous))
            case .slot(_, let reader):
                for span in found(by: reader, at: position) {
                    add(
                        Cell(
                            place: place,
                            start: position,
                            end: span.end,
                            known: known + span.end - position,
                            previous: previous,
                            value: span.value
                        )
                    )
                }
            }
        }

        private mutating func found(by reader: Int, at position: Int) -> [Span] {
            let key = reader * (words.count + 1) + position
            if let known = spans[key] { return known }
            let found = matcher.readers[reader].spans(in: words, from: position)
            spans[key] = found
            return found
        }

        private mutating func add(_ cell: Cell) {
            let key = cell.place * (words.count + 1) + cell.end
            if let rival = best[key] {
                // A way that was entered already is gone on from its end, which is still to come.
                if cells[rival].known < cell.known { cells[rival] = cell }
            } else {
                best[key] = cells.count
                ending[cell.end].append(cells.count)
                cells.append(cell)
            }
        }

        private func fit(_ pattern: Int, _ last: Int) -> Fit {
            var fit = Fit(pattern: pattern, known: cells[last].known, open: words.count - cells[last].known, slots: [])
            var index = last
            while index >= 0 {
                let cell = cells[index]
                switch matcher.table.steps[cell.place] {
                case .word: break
                case .slot(let name, _):
                    let name = matcher.table.slotNames[name]
                    fit.slots.append(FilledSlot(name: name, words: cell.start..<cell.end, value: cell.value))
                case .open(let name):
                    while case let before = cells[index].previous, before >= 0, cells[before].place == cell.place {
                        index = before
                    }
                    let name = matcher.table.slotNames[name]
                    fit.slots.append(FilledSlot(name: name, words: cells[index].start..<cell.end))
                }
                index = cells[index].previous
            }
            fit.slots.reverse()
            return fit
        }
    }
}
