import { err, ok } from '../../src/base/result.ts'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import { candidatesOf, vocabularyOfCatalog } from '../../src/catalog/index.ts'
import { type Document, openDocument, type Workspace } from '../../src/editor/index.ts'

/** Other files of a test, by name. */
export type Files = Readonly<Record<string, string>>

const catalog = builtInCatalog()
const vocabulary = vocabularyOfCatalog(catalog)
const candidates = candidatesOf(catalog)

/** The built-in catalog, and the files of a test. */
export function workspaceOf(files: Files = {}): Workspace {
  return {
    vocabulary,
    candidates,
    rules: {},
    load: (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined
      return text === undefined ? err('no such file') : ok({ name: path, text })
    },
  }
}

/** A document of a text with the mark `▮` where the caret is; at its end without one. */
export function at(marked: string, files: Files = {}): { document: Document; offset: number } {
  const mark = marked.indexOf('▮')
  const text = marked.replace('▮', '')
  const document = openDocument({ name: 'main.uh', text }, workspaceOf(files))
  return { document, offset: mark === -1 ? text.length : mark }
}
