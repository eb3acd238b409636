import { type Failure, type FailureCode, failureOf } from '../failure.ts'

/**
 * Why a provider was not reached, or fell silent, from the `code` of an error of undici or Node;
 * the code of its `cause` where `fetch` hides it there. Any other is a failure of the network.
 */
export function classifyNetworkError(code: string | undefined): Failure {
  if (code === undefined) return failureOf('network_failed')
  return failureOf(CODES.get(code) ?? codeAlike(code))
}

function codeAlike(code: string): FailureCode {
  if (TLS_CODE.test(code)) return 'tls_failed'
  // Those of the parser of HTTP.
  return code.startsWith('HPE_') ? 'protocol_broken' : 'network_failed'
}

/** Names that OpenSSL and Node give to certificates and handshakes. */
const TLS_CODE =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED)/

// biome-ignore format: table
const CODES: ReadonlyMap<string, FailureCode> = new Map([
  ['UND_ERR_CONNECT_TIMEOUT',             'connect_timeout'],
  ['UND_ERR_HEADERS_TIMEOUT',             'headers_timeout'],
  ['UND_ERR_BODY_TIMEOUT',                'body_timeout'],
  ['ETIMEDOUT',                           'socket_timeout'],
  ['ESOCKETTIMEDOUT',                     'socket_timeout'],
  ['ERR_SOCKET_CONNECTION_TIMEOUT',       'connect_timeout'],
  ['ENOTFOUND',                           'name_unresolved'],
  ['EAI_AGAIN',                           'name_unresolved'],
  ['EAI_FAIL',                            'name_unresolved'],
  ['EAI_NODATA',                          'name_unresolved'],
  ['EAI_NONAME',                          'name_unresolved'],
  ['ECONNREFUSED',                        'connection_refused'],
  ['ECONNRESET',                          'connection_reset'],
  ['ECONNABORTED',                        'connection_reset'],
  ['EPIPE',                               'connection_reset'],
  ['ENOTCONN',                            'connection_reset'],
  ['UND_ERR_SOCKET',                      'connection_reset'],
  ['ERR_STREAM_PREMATURE_CLOSE',          'connection_reset'],
  ['EHOSTUNREACH',                        'unreachable'],
  ['EHOSTDOWN',                           'unreachable'],
  ['ENETUNREACH',                         'unreachable'],
  ['ENETDOWN',                            'unreachable'],
  ['EADDRNOTAVAIL',                       'unreachable'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'protocol_broken'],
  ['UND_ERR_HEADERS_OVERFLOW',            'protocol_broken'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE',       'protocol_broken'],
])
