internal import Foundation

// Measures what alerts cost.
//
// Usage: PerfMonAlertsMeasurement admit | wire | memory | shutdown

switch CommandLine.arguments.dropFirst().first {
case "admit": try AdmissionMeasurement.run(processes: 4)
case "admit-one": try AdmissionMeasurement.runOne(directory: CommandLine.arguments[2])
case "wire": try await DeliveryMeasurement.wire()
case "memory": try await DeliveryMeasurement.memory()
case "shutdown": try await DeliveryMeasurement.shutdown()
default:
    print("usage: PerfMonAlertsMeasurement admit | wire | memory | shutdown")
    exit(2)
}
