import type { DefaultPolicy } from '../../route/admission/admission-setup.ts'
import { readParams } from './read-params.ts'
import { fields, note, type Reader, text, textOf, word } from './yaml-reading.ts'

/** A name, or `{ policy, params, covers }`. */
export const readDefaultPolicy: Reader<DefaultPolicy> = (node, reading) => {
  const name = textOf(node)
  if (name !== undefined) return { name, covers: 'no model' }
  const { policy, params: given, covers = 'no model' } = fields(node, MEMBERS, reading)
  if (policy === undefined) return note(node, { label: 'expected the name of a policy' }, reading)
  return { name: policy, covers, ...(given !== undefined && { params: given }) }
}

const MEMBERS = {
  policy: text('the name of a policy'),
  params: readParams,
  covers: word(['no model', 'every model']),
}
