internal import Foundation
internal import PerfMonStore

// Reports slow requests to an alert store, as one of several processes.
//
// Usage: PerfMonStoreClient DIRECTORY FINGERPRINTS ROUNDS SECONDS
// Its clock is ahead by so many seconds.
// Prints one line for each alert that it was admitted to send, before it confirms it.

let arguments = CommandLine.arguments
guard arguments.count == 5, let fingerprints = Int(arguments[2]), let rounds = Int(arguments[3]), let ahead = Double(arguments[4]) else {
    print("usage: PerfMonStoreClient DIRECTORY FINGERPRINTS ROUNDS SECONDS")
    exit(2)
}
let file = AlertFile(directory: arguments[1], patience: 30_000) { print("damaged \($0)") }
let store = SQLiteAlertStore(file: file, limit: 10_000)

/// At once, so that what was said was done when the process is killed.
func say(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
}

say("ready")
do {
    for _ in 0..<rounds {
        for number in (0..<fingerprints).shuffled() {
            let fingerprint = Fingerprint([("route", "/\(number)")])
            let sighting = AlertSighting(fingerprint: fingerprint, duration: .seconds(1), window: .seconds(86_400))
            guard case .admitted(let claim, _) = try store.admit(sighting, at: Date() + ahead) else { continue }
            say("alert \(number)")
            try store.confirm(claim, at: Date() + ahead)
            say("confirmed \(number)")
        }
    }
} catch {
    say("error \(error)")
    exit(1)
}
