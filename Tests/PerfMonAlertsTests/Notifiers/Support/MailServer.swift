internal import Foundation
internal import Testing

/// A mail server that keeps what it takes and refuses as told: aiosmtpd, which is installed for the run of the tests.
final class MailServer: Sendable {
    struct Mail: Decodable {
        var sender: String, recipients: [String], isEncrypted: Bool, user: String?
        /// The values of all headers, decoded, by Python's parser.
        var headers: [String: [String]]
        /// The header as it was received.
        var rawHeader: String
        var parts: [Part]
        /// What the parser found wrong.
        var defects: [String]

        enum CodingKeys: String, CodingKey {
            case sender, recipients, isEncrypted = "encrypted", user, headers, rawHeader = "raw", parts, defects
        }

        func header(_ name: String) -> String? { headers[name]?.first }
        func part(_ type: String) -> Part? { parts.first { $0.type == type } }
    }

    struct Part: Decodable {
        var type: String, filename: String?
        private var content: Data

        var bytes: [UInt8] { Array(content) }
        var text: String { String(decoding: content, as: UTF8.self) }

        enum CodingKeys: String, CodingKey {
            case type, filename, content = "body"
        }
    }

    enum Security: String {
        case startTLS = "starttls"
        case tls, none
    }

    /// Where Python finds aiosmtpd; `nil` when there is no Python, no openssl, or no way to install it.
    static let modules: URL? = {
        guard let python = PythonProgram.python, Certificates.shared != nil, let directory = try? SharedDirectory.make("aiosmtpd") else {
            return nil
        }
        let arguments = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "20", "--target", directory.path]
        let isInstalled = (try? PythonProgram.run(python, arguments + ["aiosmtpd==1.4.6"])) != nil
        return isInstalled ? directory : nil
    }()

    private let program: PythonProgram
    private let security: Security
    private let authority: URL

    /// - Parameters:
    ///   - behaviour: `take`; `rcpt REPLY` or `data REPLY` refuse there; `refuse ADDRESS` and
    ///     `defer ADDRESS` refuse one recipient, for good or for now; `silence` after
    ///     the greeting, `mute` without one; `drop` hangs up in DATA.
    ///   - login: Name and password that AUTH must give.
    init(_ security: Security = .none, behaviour: String = "take", login: (name: String, password: String)? = nil) throws {
        let certificates = try #require(Certificates.shared)
        program = try PythonProgram(
            Self.source,
            [security.rawValue, behaviour, login?.name ?? "", login?.password ?? "", certificates.server.path, certificates.key.path],
            modules: Self.modules)
        self.security = security
        authority = certificates.authority
    }

    /// The keys of a notifier that sends to it.
    var keys: [String: Any] {
        [
            "smtp_host": "127.0.0.1", "smtp_port": program.port, "security": security.rawValue, "sender": "alerts@example.com",
            "recipients": ["dev@example.com", "ops@example.com"], "ca_file": authority.path,
        ]
    }

    func mails() throws -> [Mail] { try program.received(Mail.self) }

    private static let source = """
        import asyncio, base64, email, email.policy, json, os, ssl, sys, threading
        from aiosmtpd.smtp import SMTP, AuthResult
        log, security, behaviour, name, password, certificate, key = sys.argv[1:8]

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if behaviour.startswith('rcpt '): return behaviour[5:]
                if behaviour == 'refuse ' + address: return '550 5.1.1 no such user'
                if behaviour == 'defer ' + address: return '450-4.2.1 mailbox\\r\\n450 4.2.1 busy'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                if behaviour.startswith('data '): return behaviour[5:]
                content = envelope.content
                if behaviour.startswith('limit ') and len(content) > int(behaviour[6:]): return '552 5.3.4 message too big'
                message = email.message_from_bytes(content, policy=email.policy.default)
                headers = {}
                for header, value in message.items(): headers.setdefault(header, []).append(str(value))
                leaves = [part for part in message.walk() if not part.is_multipart()]
                record = {
                    'sender': envelope.mail_from, 'recipients': envelope.rcpt_tos, 'encrypted': session.ssl is not None or security == 'tls',
                    'user': session.auth_data.login.decode() if session.authenticated else None, 'headers': headers,
                    'raw': content.split(b'\\r\\n\\r\\n')[0].decode('ascii'),
                    'defects': [repr(d) for part in message.walk() for d in part.defects]
                        + [repr(d) for h in message.values() for d in h.defects]
                        + ['long line' for line in content.split(b'\\r\\n') if len(line) > (76 if b'=?utf-8?' in line else 78)]
                        + (['bare line break'] if content.replace(b'\\r\\n', b'').strip(b'\\r\\n') != content.replace(b'\\r\\n', b'') else []),
                    'parts': [{
                        'type': part.get_content_type(), 'filename': part.get_filename(),
                        'body': base64.b64encode(part.get_payload(decode=True)).decode()} for part in leaves]}
                with open(log, 'a') as file: file.write(json.dumps(record) + '\\n')
                return '250 OK'

        def authenticate(server, session, envelope, mechanism, data):
            ok = mechanism in ('PLAIN', 'LOGIN') and (data.login.decode(), data.password.decode()) == (name, password)
            return AuthResult(success=ok, handled=False, auth_data=data)

        class Server(SMTP):
            async def smtp_EHLO(self, hostname):
                if behaviour == 'silence': await asyncio.sleep(60)
                await super().smtp_EHLO(hostname)
            async def smtp_DATA(self, arg):
                if behaviour == 'drop':
                    await self.push('354 go on')
                    await self._reader.readline()
                    self.transport.abort()
                    return
                await super().smtp_DATA(arg)

        async def main():
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            options = {'hostname': 'mail.example.com', 'data_size_limit': 1 << 26}
            if security == 'starttls': options |= {'tls_context': context, 'require_starttls': True}
            if name: options |= {'authenticator': authenticate, 'auth_required': True, 'auth_require_tls': security == 'starttls'}
            loop = asyncio.get_running_loop()
            factory = asyncio.Protocol if behaviour == 'mute' else lambda: Server(Handler(), **options)
            server = await loop.create_server(factory, '127.0.0.1', 0, ssl=context if security == 'tls' else None)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()

        def stop_with_the_test():
            sys.stdin.read()
            os._exit(0)
        threading.Thread(target=stop_with_the_test, daemon=True).start()
        asyncio.run(main())
        """
}
