import { isMap } from 'yaml'
import type { PolicyParams } from '../../route/admission/policy-params.ts'
import { note, type Reader } from './yaml-reading.ts'

/** Values for parameters, as they come in `policy_params`. */
export const readParams: Reader<PolicyParams> = (node, reading) => {
  if (!isMap(node)) return note(node, { label: 'expected `key: value` lines' }, reading)
  // A mapping of YAML is a record of values of JSON.
  return JSON.parse(JSON.stringify(node)) as PolicyParams
}
