#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A moment as zip archives write it: in UTC, to two seconds, from 1980 to 2107.
struct DOSTimestamp {
    let date: UInt16, time: UInt16

    init(_ moment: Date) {
        // Such as 20261122T153012.123Z.
        let digits = UTCTime(moment).basic.utf8.compactMap { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) ? Int($0 - 48) : nil }
        let number = { (range: Range<Int>) in digits[range].reduce(0) { $0 * 10 + $1 } }
        let year = number(0..<4)
        guard (1980...2107).contains(year) else {
            (date, time) = (1 << 5 | 1, 0)
            return
        }
        date = UInt16((year - 1980) << 9 | number(4..<6) << 5 | number(6..<8))
        time = UInt16(number(8..<10) << 11 | number(10..<12) << 5 | number(12..<14) / 2)
    }
}
