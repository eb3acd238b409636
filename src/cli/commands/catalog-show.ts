import { ok } from '../../base/result.ts'
import { candidatesOf, vocabularyOfCatalog } from '../../catalog/index.ts'
import { catalogInForce } from '../catalog-in-force.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { PRICE, QUALITY } from '../report/price-quality.ts'
import { styleOf } from '../report/style.ts'
import { matchingRoutes } from '../show/matching-routes.ts'
import { routesCsv } from '../show/routes-csv.ts'
import { routesText } from '../show/routes-text.ts'
import { sortedRoutes, sortField } from '../show/sort-routes.ts'

export const catalogShowCommand = defineCommand({
  operands: [
    {
      name: 'PREDICATE',
      doc: 'only the routes for which it holds: `quality >= 0.7 and has tools`',
      needed: 'optional',
    },
  ],
  options: {
    catalog: { kind: 'text', value: 'FILE', doc: 'another catalog than the one in force' },
    sort: {
      kind: 'text',
      value: 'FIELD',
      doc: `the best in that field first; unless said ${QUALITY}, or ${PRICE} without one`,
    },
    top: { kind: 'whole', value: 'N', least: 1, doc: 'how many the table shows, 20 unless said' },
    format: {
      kind: 'choice',
      choices: ['table', 'json', 'csv'],
      value: 'FORM',
      doc: 'table, json or csv; the last two hold every route',
    },
  },
  details: [
    'Under the table the routes stand in the plane of price and quality. Those on the frontier are marked: nothing is both cheaper and better.',
  ],
  examples: [
    { line: 'unhardcoded catalog show', doc: 'What is there to choose from?' },
    {
      line: "unhardcoded catalog show 'quality >= 0.6 and price_out <= $5/Mtok' --sort price_out --catalog acme.yaml",
      doc: 'Good ones, the cheapest first:',
    },
    {
      line: "unhardcoded catalog show 'provider is groq' --catalog acme.yaml --format csv",
      doc: 'For a spreadsheet:',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands: [predicate], options }, context) {
    const inForce = await catalogInForce(options.catalog, context)
    if (!inForce.ok) return inForce.error
    const { catalog, name } = inForce.value
    const vocabulary = vocabularyOfCatalog(catalog)
    const usual = vocabulary.info.has(QUALITY) ? QUALITY : PRICE
    const field = sortField(options.sort ?? usual, vocabulary)
    if (!field.ok) return field.error
    const all = candidatesOf(catalog)
    const matching =
      predicate === undefined
        ? ok(all)
        : await matchingRoutes(predicate, { all, vocabulary }, context)
    if (!matching.ok) return matching.error
    const routes = sortedRoutes(matching.value, field.value)
    const { stdout, screen } = context
    if (options.format === 'json') writeJson(stdout, { schema_version: 1, routes })
    else if (options.format === 'csv') stdout.write(routesCsv(routes, vocabulary))
    else {
      const day = catalog.as_of === undefined ? '' : ` of ${catalog.as_of}`
      const title = `${routes.length} of ${all.length} routes in ${name}${day}`
      const lines = routesText(routes, { field: field.value, top: options.top ?? TOP, screen })
      stdout.write(`${[styleOf(screen).faint(title), '', ...lines].join('\n')}\n`)
    }
    return EXIT.fine
  },
})

const TOP = 20
