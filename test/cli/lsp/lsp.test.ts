import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  CodeActionKind,
  CodeActionRequest,
  CodeLensRequest,
  type CompletionItem,
  CompletionRequest,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  ErrorCodes,
  FoldingRangeRequest,
  HoverRequest,
  LSPErrorCodes,
  type Position,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { format } from '../../../src/syntax/index.ts'
import { built } from '../built.ts'
import { type Client, startClient } from './client.ts'

const CATALOG = `catalog: 1
fields:
  quality: { sort: number, unit: ratio, absent: -1, doc: How good it is. }
providers: { acme: {}, globex: {} }
models:
  one:
    quality: 0.9
    served_by:
      - { provider: acme, price_in: 1, price_out: 2 }
      - { provider: globex, price_in: 2, price_out: 4 }
  two:
    quality: 0.5
    served_by:
      - { provider: acme, price_in: 0.5, price_out: 1 }
`

const FLOORS = '## What is good enough.\nlet floor = quality >= 0.8\n'

const MAIN = `use "./floors.uh" (floor)

## For everybody.
policy all(most: price = $5/Mtok) =
  cheapest where floor and price_out <= most
    fallback next

policy strict extends all where provider is acme
`

let client: Client
let folder: string
let main: string
let floors: string

beforeAll(async () => {
  await built()
  folder = await mkdtemp(join(tmpdir(), 'unhardcoded lsp-'))
  const policies = join(folder, 'my policies')
  await mkdir(policies)
  await writeFile(join(folder, 'unhardcoded.yaml'), 'catalog: catalog.yaml\n')
  await writeFile(join(folder, 'catalog.yaml'), CATALOG)
  await writeFile(join(policies, 'floors.uh'), FLOORS)
  await writeFile(join(policies, 'main.uh'), MAIN)
  main = pathToFileURL(join(policies, 'main.uh')).href
  floors = pathToFileURL(join(policies, 'floors.uh')).href
  client = await startClient({
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'acme' }],
  })
}, 60_000)

afterEach(() => client.tidy())

afterAll(async () => {
  expect(await client.end()).toEqual({ code: 0, stderr: '' })
  await rm(folder, { recursive: true, force: true })
})

/** The position of a text in another, and behind it with `after`. */
function find(text: string, needle: string, after = 0): Position {
  const index = text.indexOf(needle)
  if (index === -1) throw new Error(`${needle} is not there`)
  return TextDocument.create('', '', 0, text).positionAt(index + after)
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), [...edits])
}

async function change(uri: string, text: string, version = 2): Promise<void> {
  await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version },
    contentChanges: [{ text }],
  })
}

async function complete(uri: string, position: Position): Promise<readonly CompletionItem[]> {
  const found = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position,
  })
  return Array.isArray(found) ? found : (found?.items ?? [])
}

const at = (uri: string, position: Position) => ({ textDocument: { uri }, position })

describe('a client', () => {
  test('is told what the server can do', () => {
    expect(client.greeting.serverInfo?.name).toBe('unhardcoded')
    expect(client.greeting.capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      hoverProvider: true,
      renameProvider: { prepareProvider: true },
    })
  })

  test('is told nothing of a file without mistakes, though its folder has a space', async () => {
    await client.open(main, MAIN)
    expect(await client.diagnostics(main)).toEqual([])
  })

  test('is told what is wrong while it types, with the code and the place', async () => {
    await client.open(main, MAIN)
    expect(await client.diagnostics(main)).toEqual([])
    const text = MAIN.replace('provider is acme', 'quality >= 1.2')
    await change(main, text)
    const [found, ...others] = await client.diagnostics(main)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      code: 'UH2006',
      severity: 1,
      source: 'unhardcoded',
      range: { start: find(text, '1.2'), end: find(text, '1.2', 3) },
    })
    await change(main, MAIN, 3)
    expect(await client.diagnostics(main)).toEqual([])
  })

  test('changes a document piece by piece, and hears of the last state', async () => {
    await client.open(main, MAIN)
    await client.diagnostics(main)
    const place = find(MAIN, 'provider is acme')
    for (const [i, letter] of [...'not '].entries()) {
      const position = { line: place.line, character: place.character + i }
      await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: main, version: 2 + i },
        contentChanges: [{ range: { start: position, end: position }, text: letter }],
      })
    }
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: main },
    })
    expect(lenses?.map(({ command }) => command?.title)).toEqual([
      '1 of 2 models pass, cheapest acme/one',
      '1 of 2 models pass, cheapest globex/one',
    ])
  })

  test('is told at the path of a used file what is wrong in it', async () => {
    await client.open(floors, FLOORS.replace('0.8', '8'))
    await client.open(main, MAIN)
    await client.diagnostics(floors)
    const [found] = await client.diagnostics(main)
    expect(found).toMatchObject({ range: { start: find(MAIN, '"./floors.uh"') } })
    expect(found?.relatedInformation?.[0]?.location.uri).toBe(floors)
    await change(floors, FLOORS)
    expect(await client.diagnostics(main)).toEqual([])
  })

  test('hears no more of a document that it closes', async () => {
    await client.open(main, 'policy')
    expect(await client.diagnostics(main)).toHaveLength(1)
    await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: main },
    })
    expect(await client.diagnostics(main)).toEqual([])
    expect(
      await client.connection.sendRequest(HoverRequest.type, at(main, find(MAIN, 'all'))),
    ).toBe(null)
  })

  test('is offered what can stand at the caret, from the catalog of the folder', async () => {
    const text = MAIN.replace('provider is acme', 'provider is ')
    await client.open(main, text)
    const items = await complete(main, find(text, 'provider is ', 12))
    expect(items.map(({ label }) => label)).toEqual(['not', 'acme', 'globex'])
    const fields = await complete(main, find(text, 'price_out', 2))
    expect(fields.find(({ label }) => label === 'quality')).toMatchObject({
      detail: 'ratio, 0..1, higher is better',
      documentation: { kind: 'markdown', value: expect.stringContaining('How good it is.') },
    })
  })

  test('is offered units for the number that it typed', async () => {
    const text = 'cheapest where price_out <= 5'
    await client.open(main, text)
    const [first] = await complete(main, find(text, '5', 1))
    expect(first).toMatchObject({ label: '$5/Mtok', filterText: '5' })
    const edit = first?.textEdit as TextEdit
    expect(applied(text, [edit])).toBe('cheapest where price_out <= $5/Mtok')
  })

  test('hovers over a name and over what it is compared with', async () => {
    await client.open(main, MAIN)
    const hover = await client.connection.sendRequest(
      HoverRequest.type,
      at(main, find(MAIN, 'price_out')),
    )
    expect(hover).toMatchObject({
      contents: { kind: 'markdown', value: expect.stringContaining('Price of output tokens.') },
      range: { start: find(MAIN, 'price_out'), end: find(MAIN, 'price_out', 9) },
    })
    expect(JSON.stringify(hover)).toContain('alone lets 2 of 2 models pass')
  })

  test('goes to the definition in another file', async () => {
    await client.open(main, MAIN)
    const place = find(MAIN, 'floor and')
    expect(await client.connection.sendRequest(DefinitionRequest.type, at(main, place))).toEqual({
      uri: floors,
      range: { start: find(FLOORS, 'floor ='), end: find(FLOORS, 'floor =', 5) },
    })
  })

  test('finds references in files that are not open', async () => {
    await client.open(floors, FLOORS)
    const found = await client.connection.sendRequest(ReferencesRequest.type, {
      ...at(floors, find(FLOORS, 'floor =')),
      context: { includeDeclaration: true },
    })
    expect(found?.map(({ uri, range }) => [uri, range.start])).toEqual([
      [floors, find(FLOORS, 'floor =')],
      [main, find(MAIN, 'floor)')],
      [main, find(MAIN, 'floor and')],
    ])
  })

  test('renames in every file, and undoes nothing but the name', async () => {
    await client.open(main, MAIN)
    const place = at(main, find(MAIN, 'floor and'))
    expect(await client.connection.sendRequest(PrepareRenameRequest.type, place)).toMatchObject({
      placeholder: 'floor',
    })
    const edit = await client.connection.sendRequest(RenameRequest.type, {
      ...place,
      newName: 'good enough',
    })
    expect(applied(MAIN, edit?.changes?.[main] ?? [])).toBe(
      MAIN.replaceAll(/(?<!\/)floor\b/g, '`good enough`'),
    )
    expect(applied(FLOORS, edit?.changes?.[floors] ?? [])).toBe(
      FLOORS.replace('floor =', '`good enough` ='),
    )
  })

  test.each([
    ['where', 'is a word of the language'],
    ['all', 'means something else already'],
    ['quality', 'means something else already'],
  ])('is refused the name %s', async (newName, why) => {
    await client.open(main, MAIN)
    const place = at(main, find(MAIN, 'floor and'))
    const renaming = client.connection.sendRequest(RenameRequest.type, { ...place, newName })
    await expect(renaming).rejects.toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: expect.stringContaining(why),
    })
  })

  test('formats, whatever it says about tabs', async () => {
    await client.open(main, MAIN)
    const edits = await client.connection.sendRequest(DocumentFormattingRequest.type, {
      textDocument: { uri: main },
      options: { tabSize: 8, insertSpaces: false },
    })
    expect(edits).toHaveLength(1)
    expect(applied(MAIN, edits ?? [])).toBe(format({ name: '', text: MAIN }).value)
  })

  test('shows an outline, folds and colours', async () => {
    await client.open(main, MAIN)
    const textDocument = { uri: main }
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument,
    })
    expect(symbols?.map(({ name }) => name)).toEqual(['./floors.uh', 'all', 'strict'])
    expect(await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument })).toEqual(
      [{ startLine: 3, endLine: 5 }],
    )
    const { data = [] } =
      (await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument })) ?? {}
    const { tokenTypes = [] } = client.greeting.capabilities.semanticTokensProvider?.legend ?? {}
    expect([data.length % 5, tokenTypes[data[3] ?? -1]]).toEqual([0, 'keyword'])
  })

  test('applies a quick fix and has the fixed text', async () => {
    const text = MAIN.replace('extends', 'extnds')
    await client.open(main, text)
    const [found] = await client.diagnostics(main)
    if (found === undefined) throw new Error('nothing is wrong')
    const [action] =
      (await client.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: main },
        range: found.range,
        context: { diagnostics: [found], only: [CodeActionKind.QuickFix] },
      })) ?? []
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: found.code }] })
    const { changes } = (action as { edit: WorkspaceEdit }).edit
    const mended = applied(text, changes?.[main] ?? [])
    expect(mended).toBe(MAIN)
    await change(main, mended)
    expect(await client.diagnostics(main)).toEqual([])
  })

  test('applies all safe fixes on one wish', async () => {
    const text = 'any where quality >= 0.5 && provider is acme where tier == partner\n'
    await client.open(main, text)
    const [action, ...others] =
      (await client.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: main },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [], only: [CodeActionKind.SourceFixAll] },
      })) ?? []
    expect(others).toEqual([])
    const { changes } = (action as { edit: WorkspaceEdit }).edit
    expect(applied(text, changes?.[main] ?? [])).toBe(
      'any where quality >= 0.5 and provider is acme where tier = partner\n',
    )
  })

  test('sees the catalog change when its file does', async () => {
    await client.open(main, MAIN)
    await client.diagnostics(main)
    const tell = () =>
      client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: pathToFileURL(join(folder, 'catalog.yaml')).href, type: 2 }],
      })
    try {
      await writeFile(join(folder, 'catalog.yaml'), CATALOG.replaceAll('acme', 'initech'))
      await tell()
      const codes = (await client.diagnostics(main)).map(({ code }) => code)
      expect(codes).toContain('UH1016')
      await writeFile(join(folder, 'catalog.yaml'), 'catalog: [')
      await tell()
      expect(await client.diagnostics(main)).toMatchObject([
        { severity: 2, message: expect.stringContaining('the catalog cannot be had') },
      ])
    } finally {
      await writeFile(join(folder, 'catalog.yaml'), CATALOG)
    }
  })

  test('is served a document that is no file', async () => {
    const uri = 'untitled:Untitled-1'
    await client.open(uri, 'cheapest where qualty >= 0.5')
    expect(await client.diagnostics(uri)).toMatchObject([{ code: 'UH1001' }])
  })

  test('is answered an error for what makes no sense, and served on', async () => {
    await client.open(main, MAIN)
    const broken = client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: main },
    })
    await expect(broken).rejects.toMatchObject({
      code: ErrorCodes.InternalError,
      message: expect.stringContaining('this is a bug of unhardcoded'),
    })
    await expect(client.connection.sendRequest('no/such', {})).rejects.toThrow()
    expect(
      await client.connection.sendRequest(HoverRequest.type, at(main, find(MAIN, 'all('))),
    ).not.toBe(null)
  })
})

test('a client that hangs up ends the server', async () => {
  const rude = await startClient()
  expect(await rude.hangUp()).toEqual({ code: 0, stderr: '' })
})

test('an exit without shutdown is told by the exit code', async () => {
  const rude = await startClient()
  await rude.connection.sendNotification('exit')
  expect(await rude.hangUp()).toEqual({ code: 1, stderr: '' })
})
