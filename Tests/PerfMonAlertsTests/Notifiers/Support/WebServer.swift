internal import Foundation
internal import Testing

/// An HTTP server that keeps what it receives and answers as told.
final class WebServer: Sendable {
    struct Request: Decodable {
        var method: String, path: String
        /// Names in lower case.
        var headers: [String: String]
        private var content: Data
        /// Parts of a form by name, as Python's parser of MIME sees them.
        var parts: [Part]

        var body: [UInt8] { Array(content) }

        enum CodingKeys: String, CodingKey {
            case method, path, headers, content = "body", parts
        }

        func json() throws -> JSONObject { try JSONObject(JSONSerialization.jsonObject(with: content)) }
        func part(_ name: String) -> Part? { parts.first { $0.name == name } }
    }

    struct Part: Decodable {
        var name: String, filename: String?, type: String
        private var content: Data

        var bytes: [UInt8] { Array(content) }

        enum CodingKeys: String, CodingKey {
            case name, filename, type, content = "body"
        }
    }

    private let program: PythonProgram
    let url: String

    /// - Parameter answers: One for each request; after the last one, and for vendors' APIs by default, success.
    init(_ answers: [String] = [], certificates: Certificates? = nil) throws {
        let files = certificates.map { [$0.server.path, $0.key.path] } ?? []
        program = try PythonProgram(Self.source, [answers.joined(separator: "\n")] + files)
        url = "\(certificates == nil ? "http" : "https")://127.0.0.1:\(program.port)"
    }

    /// Blocks until a request has come.
    func waitForRequest() { program.waitForOutput() }

    func requests() throws -> [Request] { try program.received(Request.self) }

    /// Answers: `at PATH ANSWER`, `STATUS`, `STATUS header: value|body`, `silence`, `half`, `nothing`, `endless`, `echo STATUS`, `slow`.
    private static let source = """
        import base64, email, email.policy, http.server, json, os, socket, ssl, sys, threading
        log, answers = sys.argv[1], [a for a in sys.argv[2].split('\\n') if a]
        lock = threading.Lock()
        over = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def log_message(self, *arguments): pass
            def handle_one_request(self):
                try: super().handle_one_request()
                except OSError: self.close_connection = True
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get('content-length', 0)))
                parts = []
                if self.headers.get_content_maintype() == 'multipart':
                    head = b'Content-Type: ' + self.headers['content-type'].encode() + b'\\r\\n\\r\\n'
                    for part in email.message_from_bytes(head + body, policy=email.policy.HTTP).iter_parts():
                        parts.append({
                            'name': part.get_param('name', header='content-disposition'), 'filename': part.get_filename(),
                            'type': part.get_content_type(), 'body': base64.b64encode(part.get_payload(decode=True)).decode()})
                record = {
                    'method': self.command, 'path': self.path, 'headers': {k.lower(): v for k, v in self.headers.items()},
                    'body': base64.b64encode(body).decode(), 'parts': parts}
                with lock, open(log, 'a') as file:
                    file.write(json.dumps(record) + '\\n')
                    answer = answers.pop(0) if answers else 'default'
                    print('received', flush=True)
                self.answer(answer, body)
            do_PUT = do_POST
            def send(self, status, body=b'ok', headers=()):
                self.send_response(status)
                for name, value in headers: self.send_header(name, value)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def answer(self, answer, body):
                if answer == 'default': return self.vendor()
                if answer == 'silence': return over.wait(60)
                if answer.startswith('at '):
                    # Only there; an answer waits for its place.
                    path, _, rest = answer[3:].partition(' ')
                    if self.path != path:
                        with lock: answers.insert(0, answer)
                        return self.vendor()
                    return self.answer(rest, body)
                if answer == 'nothing':
                    self.close_connection = True
                    return self.connection.shutdown(socket.SHUT_RDWR)
                if answer == 'half':
                    self.wfile.write(b'HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\nhalf')
                    self.close_connection = True
                    return
                if answer == 'endless':
                    self.wfile.write(b'HTTP/1.1 200 OK\\r\\n\\r\\n')
                    while True: self.wfile.write(b'x' * 65536)
                if answer == 'slow':
                    self.wfile.write(b'HTTP/1.1 200 OK\\r\\n')
                    while not over.wait(0.05): self.wfile.write(b'X-Slow: 1\\r\\n')
                if answer.startswith('echo'):
                    seen = self.path + ' ' + str(self.headers) + body.decode('utf-8', 'replace')
                    return self.send(int(answer[5:]), seen.encode())
                status, _, rest = answer.partition(' ')
                head, _, text = rest.partition('|')
                headers = [tuple(head.split(': ', 1))] if head else []
                self.send(int(status), text.encode(), headers)
            def vendor(self):
                host = 'http://' + self.headers['host']
                answers = {
                    '/api/v4/files': (201, {'file_infos': [{'id': 'file1'}]}),
                    '/api/v4/posts': (201, {'id': 'post1'}),
                    '/api/chat.postMessage': (200, {'ok': True, 'channel': 'C042', 'ts': '1503435956.000247'}),
                    '/api/files.getUploadURLExternal': (200, {'ok': True, 'upload_url': host + '/upload/v1/abc', 'file_id': 'F1'}),
                    '/api/files.completeUploadExternal': (200, {'ok': True, 'files': [{'id': 'F1'}]}),
                    '/v2/enqueue': (202, {'status': 'success'}),
                }
                found = [answer for path, answer in answers.items() if self.path.endswith(path)]
                status, value = found[0] if found else (200, None)
                self.send(status, json.dumps(value).encode() if value else b'ok')

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            def handle_error(self, *arguments): pass

        server = Server(('127.0.0.1', 0), Handler)
        if len(sys.argv) > 3:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[3], sys.argv[4])
            server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_address[1], flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        over.set()
        os._exit(0)
        """
}

/// Decoded JSON, for reading: `json["embeds"][0]["title"].text`.
struct JSONObject {
    let value: Any?

    init(_ value: Any?) {
        self.value = value
    }

    subscript(_ key: String) -> JSONObject { JSONObject((value as? [String: Any])?[key]) }
    subscript(_ index: Int) -> JSONObject {
        let elements = value as? [Any] ?? []
        return JSONObject(elements.indices.contains(index) ? elements[index] : nil)
    }

    var text: String? { value as? String }
    var elements: [JSONObject] { (value as? [Any] ?? []).map(JSONObject.init) }
    var keys: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }

    /// Every text in it.
    var texts: [String] {
        if let text { return [text] }
        return elements.flatMap(\.texts) + keys.flatMap { self[$0].texts }
    }
}
