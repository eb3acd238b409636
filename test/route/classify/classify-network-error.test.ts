import { expect, test } from 'vitest'
import { classifyNetworkError } from '../../../src/route/classify/classify-network-error.ts'

test.each([
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'connect_timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'headers_timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout', 'body_timeout'],
  ['ETIMEDOUT', 'timeout', 'socket_timeout'],
  ['ECONNRESET', 'network_error', 'connection_reset'],
  ['UND_ERR_SOCKET', 'network_error', 'connection_reset'],
  ['EPIPE', 'network_error', 'connection_reset'],
  ['ECONNREFUSED', 'network_error', 'connection_refused'],
  ['ENOTFOUND', 'network_error', 'name_unresolved'],
  ['EAI_AGAIN', 'network_error', 'name_unresolved'],
  ['EHOSTUNREACH', 'network_error', 'unreachable'],
  ['ENETUNREACH', 'network_error', 'unreachable'],
  ['CERT_HAS_EXPIRED', 'network_error', 'tls_failed'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network_error', 'tls_failed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'network_error', 'tls_failed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network_error', 'tls_failed'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'network_error', 'tls_failed'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'network_error', 'tls_failed'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'network_error', 'tls_failed'],
  ['EPROTO', 'network_error', 'tls_failed'],
  ['HPE_INVALID_CONSTANT', 'network_error', 'protocol_broken'],
  ['HPE_CR_EXPECTED', 'network_error', 'protocol_broken'],
  ['HPE_UNEXPECTED_CONTENT_LENGTH', 'network_error', 'protocol_broken'],
  ['HPE_INVALID_VERSION', 'network_error', 'protocol_broken'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'network_error', 'protocol_broken'],
  ['UND_ERR_DESTROYED', 'network_error', 'network_failed'],
  ['constructor', 'network_error', 'network_failed'],
  [undefined, 'network_error', 'network_failed'],
])('%s', (code, reason, told) => {
  expect(classifyNetworkError(code)).toEqual({ reason, code: told })
})
