import { isMap } from 'yaml'
import type { KeyReference } from './router-config.ts'
import {
  entries,
  fields,
  note,
  noteUnseen,
  path,
  type Reader,
  remember,
  textOf,
} from './yaml-reading.ts'

/** Where the key of each provider is: the name of a variable, or `{ file: PATH }`. */
export const readKeys: Reader<ReadonlyMap<string, KeyReference>> = (node, reading) => {
  remember('keys', node, reading)
  const keys = new Map<string, KeyReference>()
  for (const { key, name, value } of entries(node, reading)) {
    const found = value === null ? undefined : reference(value, reading)
    if (found === undefined) note(key, { label: WANTED }, reading)
    else keys.set(name, found)
  }
  return keys
}

const WANTED = 'expected the name of an environment variable, or `{ file: PATH }`'

const reference: Reader<KeyReference> = (node, reading) => {
  if (isMap(node)) {
    const { file } = fields(node, { file: path }, reading)
    return file === undefined ? undefined : { kind: 'file', path: file }
  }
  const name = textOf(node)
  if (name !== undefined && VARIABLE.test(name)) return { kind: 'variable', name }
  return noteUnseen(
    node,
    'where the key of a provider is named stands something else',
    'a key itself does not belong in here: name the environment variable that holds it, in capitals, or write `{ file: PATH }`',
    reading,
  )
}

/** In capitals, as variables are: keys have small letters, and one that stands here is not taken. */
const VARIABLE = /^[A-Z_][A-Z0-9_]*$/
