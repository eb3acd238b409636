import { dirname } from 'node:path'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { ok } from '../../base/result.ts'
import type { Load } from '../../compile/index.ts'
import { type Document, openDocument } from '../../editor/index.ts'
import type { Surroundings as World } from '../catalog-in-force.ts'
import { policyFiles } from '../io/policy-files.ts'
import { usedFiles } from '../io/used-files.ts'
import { type Surroundings, surroundingsCache } from './surroundings.ts'
import { nameOfUri, pathOfUri, uriOfName } from './uri.ts'

/** A version of a document that an editor has open. */
export interface OpenFile {
  /** A copy: the editor's own changes while a question is thought about. */
  readonly text: TextDocument
  readonly document: Document
  /** Why its catalog cannot be had, if so. */
  readonly problem: string | undefined
  readonly usesOthers: boolean
}

/** The documents that are open, and the files around them. */
export interface Desk {
  /** Undefined for a document that is not open. */
  readonly open: (uri: string) => Promise<OpenFile | undefined>
  readonly all: () => Promise<readonly OpenFile[]>
  /** The policy files below some directories that no editor has open. */
  readonly others: (directories: readonly string[]) => Promise<readonly Document[]>
  /** The text of a file by its name, as an editor or else the disk has it. */
  readonly textOf: (name: string) => string | undefined
  readonly uriOf: (name: string) => string
  /** Whether the version is still the one that the editor shows. */
  readonly isCurrent: (file: OpenFile) => boolean
  /** Says that a document is another than before. */
  readonly changed: () => void
  /** Says that files on the disk are others than before. */
  readonly forget: () => void
}

/** @param texts what is open now, by URI. */
export function deskOf(
  texts: {
    readonly get: (uri: string) => TextDocument | undefined
    readonly all: () => TextDocument[]
  },
  context: World,
): Desk {
  const surroundings = surroundingsCache(context)
  const files = new Map<
    string,
    OpenFile & { readonly round: number; readonly around: Surroundings }
  >()
  let round = 0

  const load: Load = (path) => {
    const text = texts.all().find(({ uri }) => nameOfUri(uri) === path)
    return text === undefined
      ? usedFiles(context).load(path)
      : ok({ name: path, text: text.getText() })
  }

  function read(name: string, text: string, { vocabulary, candidates, rules }: Surroundings) {
    let usesOthers = false
    const document = openDocument(
      { name, text },
      {
        vocabulary,
        candidates,
        rules,
        load: (path) => {
          usesOthers = true
          return load(path)
        },
      },
    )
    // Reading the names of the file asks for all that it uses.
    return { usesOthers: document.program.modules.length > 1 || usesOthers, document }
  }

  async function open(uri: string): Promise<OpenFile | undefined> {
    if (texts.get(uri) === undefined) return undefined
    const path = pathOfUri(uri)
    const around = await surroundings.of(path === undefined ? context.cwd : dirname(path))
    const text = texts.get(uri)
    if (text === undefined) return undefined
    const known = files.get(uri)
    const isKnown =
      known?.text.version === text.version &&
      known.document.source.text === text.getText() &&
      known.around === around &&
      (known.round === round || !known.usesOthers)
    if (isKnown) return known
    const file = {
      text: TextDocument.create(uri, text.languageId, text.version, text.getText()),
      ...read(nameOfUri(uri), text.getText(), around),
      problem: around.problem,
      round,
      around,
    }
    files.set(uri, file)
    return file
  }

  return {
    open,
    async all() {
      const found = await Promise.all(texts.all().map(({ uri }) => open(uri)))
      return found.filter((file) => file !== undefined)
    },
    async others(directories) {
      const found = await Promise.all(directories.map((each) => policyFiles(each, context)))
      const paths = new Set(found.flatMap((each) => (each.ok ? each.value : [])))
      const isOpen = new Set(texts.all().map(({ uri }) => nameOfUri(uri)))
      const names = [...paths].map(slashed).filter((name) => !isOpen.has(name))
      const documents = names.slice(0, MOST_OTHERS).map(async (name) => {
        const source = load(name)
        if (!source.ok) return []
        return [read(name, source.value.text, await surroundings.of(dirname(name))).document]
      })
      return (await Promise.all(documents)).flat()
    },
    textOf(name) {
      const source = load(name)
      return source.ok ? source.value.text : undefined
    },
    uriOf(name) {
      const text = texts.all().find(({ uri }) => nameOfUri(uri) === name)
      return text?.uri ?? uriOfName(name)
    },
    isCurrent: ({ text }) => texts.get(text.uri)?.version === text.version,
    changed() {
      round += 1
      for (const uri of files.keys()) if (texts.get(uri) === undefined) files.delete(uri)
    },
    forget() {
      round += 1
      surroundings.forget()
    },
  }
}

/** Looked through for a name that is referred to; a folder with more is no policy folder. */
const MOST_OTHERS = 500

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}
