import { describe, expect, test } from 'vitest'
import { cli } from '../cli.ts'

/** Some messages as a client sends them. */
function sent(...messages: readonly object[]): string {
  return messages
    .map((message) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message })
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
    })
    .join('')
}

/** The messages of an output. Throws where it holds anything else. */
function received(output: string): readonly Record<string, unknown>[] {
  const messages: Record<string, unknown>[] = []
  let rest = Buffer.from(output)
  while (rest.length > 0) {
    const [header, length] = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.toString()) ?? []
    if (header === undefined) throw new Error(`no message: ${rest}`)
    const start = header.length
    messages.push(JSON.parse(rest.subarray(start, start + Number(length)).toString()))
    rest = rest.subarray(start + Number(length))
  }
  return messages
}

const INITIALIZE = {
  id: 1,
  method: 'initialize',
  params: { processId: null, rootUri: null, capabilities: {} },
}
const textDocument = {
  uri: 'untitled:a',
  languageId: 'uh',
  version: 1,
  text: 'best where “quality” >= 1',
}
const OPEN = { method: 'textDocument/didOpen', params: { textDocument } }

describe('lsp', () => {
  test('answers what it was asked before its input ended', async () => {
    const hover = {
      id: 2,
      method: 'textDocument/hover',
      params: { textDocument, position: { line: 0, character: 1 } },
    }
    const { code, stdout, stderr } = await cli(['lsp'], { stdin: sent(INITIALIZE, OPEN, hover) })
    expect([code, stderr]).toEqual([0, ''])
    const messages = received(stdout)
    expect(messages.map(({ id, method }) => id ?? method).toSorted()).toEqual([
      1,
      2,
      'textDocument/publishDiagnostics',
    ])
  })

  test('takes back a request that is cancelled before it is taken up', async () => {
    const hover = {
      id: 2,
      method: 'textDocument/hover',
      params: { textDocument, position: { line: 0, character: 1 } },
    }
    const cancel = { method: '$/cancelRequest', params: { id: 2 } }
    const { stdout } = await cli(['lsp'], { stdin: sent(INITIALIZE, OPEN, hover, cancel) })
    const answers = received(stdout).filter(({ id }) => id === 2)
    expect(answers).toMatchObject([{ error: { message: 'the request was cancelled' } }])
  })

  test.each([
    ['nothing', '', 0],
    ['an empty line', '\n', 0],
    ['no message', 'hello\r\n\r\nworld', 0],
    ['no JSON', 'Content-Length: 5\r\n\r\n{"a":', 0],
    ['half a message', 'Content-Length: 500\r\n\r\n{}', 0],
    ['shutdown and exit', sent(INITIALIZE, { id: 2, method: 'shutdown' }, { method: 'exit' }), 0],
    ['exit alone', sent(INITIALIZE, { method: 'exit' }), 1],
  ])('ends on %s without a word that is no message', async (_, stdin, expected) => {
    const { code, stdout, stderr } = await cli(['lsp'], { stdin })
    expect([code, stderr]).toEqual([expected, ''])
    expect(() => received(stdout)).not.toThrow()
  })

  test('is not for people at a terminal', async () => {
    const { code, stderr } = await cli(['lsp'], { terminal: 80, env: { NO_COLOR: '1' } })
    expect(code).toBe(2)
    expect(stderr).toContain('a language server talks to an editor')
  })
})
