import { Ajv2020 } from 'ajv/dist/2020.js'

/** What a validator of JSON Schema 2020-12 finds wrong with a value; empty when nothing. */
export function schemaFaults(schema: object, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, strictRequired: false, allowUnionTypes: true })
  const validate = ajv.compile(schema)
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
