import { type Connection, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver'
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
}

/** @param received how many messages have come in: while it grows, more are on their way. */
export function publisher(
  connection: Connection,
  { desk, received }: { readonly desk: Desk; readonly received: () => number },
): Publisher {
  const told = new Map<string, OpenFile>()
  let running: Promise<void> | undefined
  let isStale = false
  return {
    schedule() {
      isStale = true
      running ??= run()
    },
    clear(uri) {
      told.delete(uri)
      void connection.sendDiagnostics({ uri, diagnostics: [] })
    },
    async settled() {
      await running
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
      connection.console.error(bug(error).message)
    } finally {
      running = undefined
    }
  }

  /** A file that is the same as when it was told of last needs no telling. */
  function publish(file: OpenFile): void {
    const { uri, version } = file.text
    if (told.get(uri) === file) return
    told.set(uri, file)
    void connection.sendDiagnostics({ uri, version, diagnostics: findingsOf(file, desk) })
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
