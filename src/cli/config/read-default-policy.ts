import { isMap } from 'yaml'
import type { DefaultPolicy } from '../../route/admission/admission-setup.ts'
import { fields, note, type Reader, remember, text, textOf, word } from './yaml-reading.ts'

/** A name, or `{ policy, params, covers }`. */
export const readDefaultPolicy: Reader<DefaultPolicy> = (node, reading) => {
  remember('default_policy', node, reading)
  const name = textOf(node)
  if (name !== undefined) return { name, covers: 'no model' }
  const { policy, params: given, covers = 'no model' } = fields(node, MEMBERS, reading)
  if (policy === undefined) return note(node, { label: 'expected the name of a policy' }, reading)
  return { name: policy, covers, ...(given !== undefined && { params: given }) }
}

/** As they come in `policy_params`. */
const params: Reader<Readonly<Record<string, unknown>>> = (node, reading) => {
  if (!isMap(node)) return note(node, { label: 'expected `key: value` lines' }, reading)
  // A mapping of YAML is a record of values of JSON.
  return JSON.parse(JSON.stringify(node)) as Readonly<Record<string, unknown>>
}

const MEMBERS = {
  policy: text('the name of a policy'),
  params,
  covers: word(['no model', 'every model']),
}
