import Foundation

/// A calendar day without a zone. Its text is ISO 8601 (`2026-03-01`).
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    public init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// From its text; nil if that is no day.
    public init?(_ text: String) {
        let parts = text.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public var description: String { String(format: "%04d-%02d-%02d", year, month, day) }

    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// A day that the library gave: its form is known.
    static func read(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(year: 1, month: 1, day: 1) }
}

/// Instants as text, in microseconds: what `Date` holds exactly enough.
enum Instants {
    static func read(_ text: String) -> Date {
        let parts = text.dropLast().split(separator: ".", maxSplits: 1)
        let whole = ISO8601DateFormatter().date(from: parts[0] + "Z") ?? .distantPast
        guard parts.count == 2, let fraction = Double("0." + parts[1]) else { return whole }
        return whole.addingTimeInterval(fraction)
    }

    static func text(_ instant: Date) -> String {
        let seconds = instant.timeIntervalSince1970
        let whole = seconds.rounded(.down)
        let micros = Int(((seconds - whole) * 1e6).rounded())
        let carried = micros == 1_000_000
        let text = ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: carried ? whole + 1 : whole))
        return micros == 0 || carried ? text : text.dropLast() + String(format: ".%06dZ", micros)
    }
}

/// Decimal numbers as text, whatever the user's locale.
enum Decimals {
    static func read(_ text: String) -> Foundation.Decimal {
        Foundation.Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) ?? .nan
    }
}

extension Money {
    /// From its text, such as `134.00 CNY`; nil if that is not a number, a space and a currency.
    public static func of(_ text: String) -> Money? {
        let parts = text.split(separator: " ")
        guard parts.count == 2 else { return nil }
        let amount = Decimals.read(String(parts[0]))
        return amount.isNaN ? nil : Money(amount: amount, currency: String(parts[1]))
    }
}

extension JsonValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value: value) }
    public init(integerLiteral value: Int64) { self = .integer(value: value) }
    public init(floatLiteral value: Double) { self = .number(value: value) }
    public init(stringLiteral value: String) { self = .text(value: value) }
    public init(arrayLiteral items: JsonValue...) { self = .array(items: items) }
    public init(dictionaryLiteral fields: (String, JsonValue)...) {
        self = .object(fields: Dictionary(fields, uniquingKeysWith: { $1 }))
    }
}
