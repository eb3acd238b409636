import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { openWriter, signatureReader, signerOf, verify } from '../../src/trace/index.ts'
import { openVerifier } from '../../src/trace/verify.ts'

const AT = '2026-11-01T00:00:00.000Z'

/** A closed trace without receipts. */
function lines(sign?: (line: string) => string): readonly string[] {
  const writer = openWriter({ writer: 'w1', tool: 'test', ...(sign && { sign }) })
  return [writer.header(AT), writer.end()]
}

function kinds(changed: readonly string[]): readonly string[] {
  return verify(changed).faults.map(({ kind }) => kind)
}

test('an end record with more in it, however deep, is not as it is written', () => {
  const [header = '', end = ''] = lines()
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  expect(kinds([header, end.replace(/\}$/, `,"more":${deep}}`)])).toEqual(['changed'])
  expect(kinds([header, ` ${end}`])).toEqual(['changed'])
})

test('a header stands at the beginning or behind an end', () => {
  const writer = openWriter({ writer: 'w1', tool: 'test' })
  const middle = [writer.header(AT), writer.header(AT), writer.end()]
  expect(kinds(middle)).toEqual(['changed'])
  expect(kinds([...lines(), ...continued()])).toEqual([])
})

/** A further file of the writer. */
function continued(): readonly string[] {
  const first = openWriter({ writer: 'w1', tool: 'test' })
  first.header(AT)
  first.end()
  const next = openWriter({ writer: 'w1', tool: 'test', after: first.tail() })
  return [next.header(AT), next.end()]
}

test('bytes that are no UTF-8 are told, since they read like others that are', () => {
  const verifier = openVerifier()
  const [header = '', end = ''] = lines()
  verifier.take(Buffer.from(header), 'break')
  verifier.take(Buffer.concat([Buffer.from(end), Uint8Array.of(0xff)]), 'break')
  expect(verifier.end().faults.map(({ kind }) => kind)).toEqual(['unreadable', 'not closed'].sort())
})

test('a signature has one spelling', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const sign = signerOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const read = signatureReader(publicKey.export({ type: 'spki', format: 'pem' }).toString())
  const [, end = ''] = lines(sign)
  expect(read(end)).toBe('valid')
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const spelled = [...alphabet].map((last) => end.replace(/.("\})$/, `${last}$1`))
  expect(spelled.filter((line) => read(line) === 'valid')).toEqual([end])
  expect(verify(lines(sign), { signature: read }).faults).toEqual([])
  expect(verify(lines(sign)).signatures).toBe('not checked')
})

test('holes beyond count are told by their number', () => {
  const [header = '', end = ''] = lines()
  const far = end.replace('"seq":1', '"seq":9000').replace('sha256:', 'sha256:0')
  expect(verify([header, far]).faults.map(({ message }) => message)).toEqual([
    '1000 records of writer `w1` are missing behind it',
    '7999 more of writer `w1` are missing before',
  ])
})
