@testable internal import PerfMonAlerts
internal import PerfMonConfiguration
internal import Testing

/// The vectors of the standards.
@Suite struct SigningTests {
    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// FIPS 180-4 examples, and NIST's long message.
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
    func hashes(_ text: String, _ count: Int, _ expected: String) {
        #expect(hexadecimal(SHA256.hash(String(repeating: text, count: count).utf8)) == expected)
    }

    /// RFC 4231, cases 1, 2, 6: a short key, a text as key, a key longer than a block.
    @Test(arguments: [
        ([UInt8](repeating: 0x0b, count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (Array("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func authenticates(_ key: [UInt8], _ text: String, _ expected: String) {
        #expect(hexadecimal(SHA256.authenticationCode(text.utf8, key: key)) == expected)
    }

    /// The example of the Standard Webhooks libraries.
    @Test func signsAsStandardWebhooksDoes() throws {
        let signature = WebhookSignature(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let body = Array(#"{"test": 2432232314}"#.utf8)
        #expect(
            signature.value(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: body)
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    /// While keys are changed, receivers may know the old one or the new one.
    @Test func signsWithEveryKey() {
        let old = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", new = "whsec_" + String(repeating: "ab12", count: 8)
        let sign = { (secret: String) in WebhookSignature(secret: secret).value(id: "msg", timestamp: 1, body: [1]) }
        #expect(sign("\(old) \(new)") == "\(sign(old)) \(sign(new))")
        #expect(sign("two words").split(separator: " ").count == 1)
    }
}
