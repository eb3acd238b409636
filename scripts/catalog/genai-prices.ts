import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exactIds, type PriceStatement, statementOf } from '../../src/catalog/genai-prices.ts'
import { listOf, member, recordOf } from '../../src/catalog/json-data.ts'

/** What a provider's price list says of the model with exactly that id. */
export type PriceList = (id: string, day: string) => PriceStatement | undefined

/** Loads an unpacked `@pydantic/genai-prices`, which answers with the price list of a provider. */
export async function readGenaiPrices(folder: string): Promise<(provider: string) => PriceList> {
  const entry = await import(pathToFileURL(join(folder, 'dist/index.js')).href)
  return (providerId) => {
    const provider = recordOf(entry.findProvider({ providerId }))
    const models = listOf(member(provider, 'models')).map(recordOf)
    return (id, day) => {
      const model = models.find((each) => exactIds(each).includes(id))
      return model === undefined ? undefined : statementOf(model, day)
    }
  }
}
