/// A unit of something that can be measured.
struct Unit: Sendable {
    let name: String
    let singular: String
    let plural: String
    /// What it measures.
    let quantity: String
    /// How many of the quantity's basic unit it is.
    let factor: Double
    /// What the basic unit shows at its zero.
    let zero: Double

    private init(
        _ name: String,
        _ singular: String,
        _ plural: String?,
        _ quantity: String,
        _ factor: Double,
        zero: Double = 0
    ) {
        self.name = name
        self.singular = singular
        self.plural = plural ?? "\(singular)s"
        self.quantity = quantity
        self.factor = factor
        self.zero = zero
    }

    /// `1 mile`, `about 6.2 miles`.
    func spoken(_ amount: String) -> String { "\(amount) \(amount == "1" ? singular : plural)" }

    static func known(_ name: String) -> Unit? { byName[name.lowercased()] }

    private static let byName = Dictionary(
        all.flatMap { unit in [unit.name, unit.singular, unit.plural].map { ($0.lowercased(), unit) } }
    ) { first, _ in first }

    /// The exact values of the international yard and pound agreement, and of the US customary and metric systems.
    static let all: [Unit] = [
        Unit("mm", "millimeter", nil, "length", 0.001), Unit("cm", "centimeter", nil, "length", 0.01),
        Unit("m", "meter", nil, "length", 1), Unit("km", "kilometer", nil, "length", 1_000),
        Unit("inch", "inch", "inches", "length", 0.0254), Unit("foot", "foot", "feet", "length", 0.3048),
        Unit("yard", "yard", nil, "length", 0.9144), Unit("mile", "mile", nil, "length", 1_609.344),
        Unit("nautical mile", "nautical mile", nil, "length", 1_852),
        Unit("mg", "milligram", nil, "weight", 0.000_001), Unit("g", "gram", nil, "weight", 0.001),
        Unit("kg", "kilogram", nil, "weight", 1), Unit("tonne", "tonne", nil, "weight", 1_000),
        Unit("ounce", "ounce", nil, "weight", 0.028_349_523_125), Unit("pound", "pound", nil, "weight", 0.453_592_37),
        Unit("stone", "stone", "stone", "weight", 6.350_293_18),
        Unit("ml", "milliliter", nil, "volume", 0.001), Unit("cl", "centiliter", nil, "volume", 0.01),
        Unit("dl", "deciliter", nil, "volume", 0.1), Unit("liter", "liter", nil, "volume", 1),
        Unit("teaspoon", "teaspoon", nil, "volume", 0.004_928_921_593_75),
        Unit("tablespoon", "tablespoon", nil, "volume", 0.014_786_764_781_25),
        Unit("fluid ounce", "fluid ounce", nil, "volume", 0.029_573_529_562_5),
        Unit("cup", "cup", nil, "volume", 0.236_588_236_5), Unit("pint", "pint", nil, "volume", 0.473_176_473),
        Unit("quart", "quart", nil, "volume", 0.946_352_946), Unit("gallon", "gallon", nil, "volume", 3.785_411_784),
        Unit("celsius", "degree Celsius", "degrees Celsius", "temperature", 1),
        Unit("fahrenheit", "degree Fahrenheit", "degrees Fahrenheit", "temperature", 5.0 / 9, zero: -160.0 / 9),
        Unit("kelvin", "kelvin", "kelvins", "temperature", 1, zero: -273.15),
        Unit("second", "second", nil, "time", 1), Unit("minute", "minute", nil, "time", 60),
        Unit("hour", "hour", nil, "time", 3_600), Unit("day", "day", nil, "time", 86_400),
        Unit("week", "week", nil, "time", 604_800),
        Unit("km/h", "kilometer per hour", "kilometers per hour", "speed", 1 / 3.6),
        Unit("mph", "mile per hour", "miles per hour", "speed", 0.447_04),
        Unit("m/s", "meter per second", "meters per second", "speed", 1),
        Unit("knot", "knot", nil, "speed", 1_852.0 / 3_600),
        Unit("kb", "kilobyte", nil, "amount of data", 1e3), Unit("mb", "megabyte", nil, "amount of data", 1e6),
        Unit("gb", "gigabyte", nil, "amount of data", 1e9), Unit("tb", "terabyte", nil, "amount of data", 1e12),
    ]
}
