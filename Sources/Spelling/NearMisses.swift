/// Finds what a misspelt name may have meant.
package enum NearMisses {
    /// At most three of `names` that `query` may have meant, the nearest first.
    package static func of(_ query: String, among names: [String]) -> [String] {
        let query = query.lowercased()
        guard !query.isEmpty else { return [] }
        let limit = max(1, min(query.count / 3, 3))
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
            .compactMap { name in distance(query, name.lowercased(), limit).map { (name, $0) } }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .prefix(3).map(\.0)
    }

    /// How far a name is from what was asked for; `nil` when too far. One that begins or goes on alike is near.
    private static func distance(_ query: String, _ name: String, _ limit: Int) -> Int? {
        if query.count >= 2, name.hasPrefix(query) || query.hasPrefix(name + "-") { return 0 }
        let edits = edits(Array(query), Array(name))
        if edits <= limit { return edits }
        return query.count >= 4 && name.contains(query) ? limit + 1 : nil
    }

    /// Insertions, deletions, replacements and swapped neighbours from one to the other, row by row (optimal string alignment,
    /// Boytsov 2011, 2.2.1).
    package static func edits(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var next = [i + 1]
            for (j, other) in right.enumerated() {
                var edits = min(row[j + 1] + 1, next[j] + 1, row[j] + (character == other ? 0 : 1))
                if i > 0, j > 0, character == right[j - 1], left[i - 1] == other {
                    edits = min(edits, before[j - 1] + 1)
                }
                next.append(edits)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }
}
