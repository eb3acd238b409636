import {
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver'
import { diagnosticsOf } from '../../editor/index.ts'
import { bug } from './answers.ts'
import type { Desk, OpenFile } from './desk.ts'
import { lspDiagnostic } from './translate.ts'

/** Tells the editor what is wrong in the documents that are open. */
export interface Publisher {
  /** Says that documents changed. They are looked at when no message is waiting any more. */
  readonly schedule: () => void
  readonly clear: (uri: string) => void
  /** Resolves when nothing is left to tell. */
  readonly settled: () => Promise<void>
  /** Tells nothing more: the client is gone. */
  readonly stop: () => void
}

/** @param received how many messages have come in: while it grows, more are on their way. */
export function publisher(
  connection: Connection,
  { desk, received }: { readonly desk: Desk; readonly received: () => number },
): Publisher {
  const told = new Map<string, OpenFile>()
  let running: Promise<void> | undefined
  let isStale = false
  let isOver = false
  return {
    schedule() {
      isStale = true
      running ??= run()
    },
    clear(uri) {
      told.delete(uri)
      tell({ uri, diagnostics: [] })
    },
    async settled() {
      await running
    },
    stop() {
      isOver = true
    },
  }

  async function run(): Promise<void> {
    try {
      while (isStale) {
        await quiet(received)
        isStale = false
        for (const file of await desk.all()) publish(file)
      }
    } catch (error) {
      if (!isOver) connection.console.error(bug(error).message)
    } finally {
      running = undefined
    }
  }

  /** A file that is the same as when it was told of last needs no telling. */
  function publish(file: OpenFile): void {
    const { uri, version } = file.text
    if (told.get(uri) === file || !desk.isCurrent(file)) return
    told.set(uri, file)
    tell({ uri, version, diagnostics: findingsOf(file, desk) })
  }

  /** A client that closes its end while it is told is told no more. */
  function tell(params: PublishDiagnosticsParams): void {
    if (isOver) return
    connection.sendDiagnostics(params).catch(() => {
      isOver = true
    })
  }
}

function findingsOf({ document, text, problem }: OpenFile, desk: Desk): Diagnostic[] {
  const found = diagnosticsOf(document)
  const all = found.map((each) => lspDiagnostic(each, text, desk))
  if (problem === undefined) return all
  const start = { line: 0, character: 0 }
  const notice: Diagnostic = {
    range: { start, end: start },
    severity: DiagnosticSeverity.Warning,
    source: 'unhardcoded',
    message: `only the syntax is checked, for the catalog cannot be had: ${problem}`,
  }
  return [notice, ...all.filter((_, i) => found[i]?.code.startsWith('UH0'))]
}

/** Waits until a turn of the event loop brings no message; a flood does not keep it for ever. */
async function quiet(received: () => number): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const before = received()
    await new Promise((resolve) => setImmediate(resolve))
    if (received() === before) return
  }
}

const MOST_TURNS = 100
