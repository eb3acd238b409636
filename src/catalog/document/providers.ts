import type { Provider } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import { fieldMembers } from './field-values.ts'
import type { Names } from './names.ts'
import { report } from './reading.ts'
import { type Reader, readRecord } from './record.ts'
import { readAddress, readText, wordOf } from './scalars.ts'
import { suggest } from './suggestion.ts'

/** An entry of `providers`. */
export function provider(names: Names): Reader<Provider> {
  const shape = {
    members: {
      name: readText,
      base_url: readAddress,
      api: wordOf(['openai', 'anthropic']),
      key_env: readVariable,
      tier: tierName(names),
      scope: readText,
      doc: readText,
    },
    declared: fieldMembers(names, 'provider'),
  }
  return (value, site) => readRecord<Provider>(value, shape, site)
}

/** A tier of `tier_order`. Adds UH6013. */
export function tierName(names: Names): Reader<string> {
  return (value, site) => {
    const text = readText(value, site)
    if (text === undefined || names.tiers.includes(text)) return text
    report(site.reading, 'UH6013', {
      message: `${site.what()} is ${quoted(text)}; the tiers are ${names.tiers.map(quoted).join(', ')}`,
      span: value.span,
      ...suggest({ text, span: value.span, reading: site.reading }, names.tiers, NEW_TIER),
    })
    return undefined
  }
}

const NEW_TIER = 'list other tiers under `tier_order`, from low to high'

/** The name of an environment variable. What stands there instead may be a key: never quote it. */
const readVariable: Reader<string> = (value, site) => {
  const text = readText(value, site)
  if (text === undefined || /^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text
  report(site.reading, 'UH6021', {
    message: `${site.what()} is not the name of an environment variable`,
    span: value.span,
    help: 'write the name of the variable that holds the key, as in `OPENAI_API_KEY`, never the key',
  })
  return undefined
}
