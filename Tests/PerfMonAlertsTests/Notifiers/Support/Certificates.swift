internal import Foundation
internal import Testing

/// A certification authority of our own and a certificate for 127.0.0.1, made by openssl.
struct Certificates: Sendable {
    /// PEM files.
    let authority: URL, server: URL, key: URL

    static let shared = try? Certificates()

    private init() throws {
        let openssl = URL(filePath: "/usr/bin/openssl")
        let directory = try SharedDirectory.make("ca")
        let file = { (name: String) in directory.appending(path: name) }
        (authority, server, key) = (file("ca.pem"), file("server.pem"), file("server.key"))
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        _ = try PythonProgram.run(
            openssl, ["req", "-x509", "-subj", "/CN=perfmon test CA", "-keyout", file("ca.key").path, "-out", authority.path] + curve)
        _ = try PythonProgram.run(
            openssl,
            [
                "req", "-x509", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
                "-addext", "basicConstraints=critical,CA:FALSE", "-CA", authority.path, "-CAkey", file("ca.key").path,
                "-keyout", key.path, "-out", server.path,
            ] + curve)
    }
}
