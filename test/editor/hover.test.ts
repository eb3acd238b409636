import { describe, expect, test } from 'vitest'
import { hoverAt } from '../../src/editor/index.ts'
import { at, type Files } from './at.ts'

function hover(marked: string, files: Files = {}): string | undefined {
  const { document, offset } = at(marked, files)
  return hoverAt(document, offset)?.text
}

describe('hover', () => {
  // biome-ignore format: table
  test.each([
    ['best where qual▮ity >= 0.7',          /^\*\*quality\*\* · ratio, 0\.\.1, higher is better\n\nLiveBench global average \/ 100\. https/],
    ['best where qual▮ity >= 0.7',          /Known of \d+ of the 621 routes in the catalog: 0\.\d+ to 0\.\d+\. A model of which it is not known passes no rule/],
    ['best where con▮text >= 128k',         /Known of \d+ of the 621 routes in the catalog: \S+ to \S+\./],
    ['best where success▮_rate >= 90%',     /The catalog has no figure: it is measured at run time\. Where it is not known, it counts as 1\./],
    ['best where no▮_log',                  /yes or no.*\n\nTrue|counts as false/s],
    ['best where qual▮ity_rank <= 5',       /count, from 1, lower is better/],
    ['best where quality ▮>= 0.7',          /^`quality >= 0\.7` alone lets \d+ of 328 models pass\.$/],
    ['best where no▮t quality >= 0.7',      /\*\*not\*\*.*`not quality >= 0\.7` alone lets \d+ of 328 models pass/s],
    ['best where (quality >= 0.7 o▮r has vision)', /`quality >= 0\.7 or has vision` alone lets/],
    ['best where provider is open▮ai',      /^Provider `openai`\n\n\d+ of 328 models in the catalog, over \d+ routes\./],
    ['best where prov▮ider is openai',      /^\*\*provider\*\* · Who serves the model\.\n\n\d+ in the catalog/],
    ['best where ti▮er is partner',         /`fallback` < `marketplace` < `partner`/],
    ['best where has too▮ls',               /^Capability `supports_tools`/],
    ['best on rate_▮limit next',            /^\*\*rate_limit\*\* · Too many requests/],
    ['chea▮pest',                           /^\*\*cheapest\*\* · Ranks by blended price/],
    ['rank by no▮rm(quality)',              /norm\(score\)/],
    ['best set tempe▮rature = 0',           /Parameter `temperature` of the request/],
    ['policy a(x: pri▮ce = $1/Mtok) = best', /\*\*price\*\* · USD per million tokens/],
    ['policy a(plan: free | pro = pro) = best where pl▮an is free', /plan: free \| pro = pro.*Parameter of `a`.*by default/s],
    ['policy a(plan: free | pro = pro) = best where plan is fr▮ee', /A value of `plan`: `free \| pro`/],
    ['## Good.\n## Enough.\nlet go▮od = quality >= 0.7\nbest where good', /let good = quality >= 0\.7\n```\n\nGood\.\nEnough\.\n\nLets \d+ of 328 models pass\./],
    ['let cap = $5/Mtok\nbest where price_in < ca▮p', /let cap = \$5\/Mtok/],
    ['let unused = qual▮ity >= 0.7',        /alone lets \d+ of 328 models pass/],
    ['## Doc.\npolicy a▮ = cheapest',       /policy a = cheapest\n```\n\nDoc\.\n\n\d+ of 328 models pass, cheapest \S+\.\n\n`sha256:[0-9a-f]{64}`/],
    ['policy a = best\nflow f = on▮e = ask a "Be brief." with input return one', /Step of the flow `f`: Be brief\./],
    ['policy a = best\nflow f▮ = one = ask a "Be brief." with input return one', /`sha256:/],
  ])('%s', (marked, expected) => {
    expect(hover(marked)).toMatch(expected)
  })

  test.each(['▮', 'best where quality >= 0.7▮5 take 3 ▮', '# com▮ment\nbest', 'polic▮'])(
    'is silent where there is nothing to say: %s',
    (marked) => {
      const text = hover(marked)
      expect(text === undefined || text.includes('alone lets')).toBe(true)
    },
  )

  test('a mistake elsewhere does not keep it from counting', () => {
    const text = 'policy a = best where quality >▮= 0.7\npolicy b = best where qualty > 1\nlet x ='
    expect(hover(text)).toMatch(/alone lets \d+ of 328 models pass/)
  })

  test('what another file defines is shown with its comment and its file', () => {
    const files = { 'floors.uh': '## Enough.\nlet floor = quality >= 0.7\n' }
    expect(hover('use "./floors.uh" (floor)\nbest where fl▮oor', files)).toMatch(
      /let floor = quality >= 0\.7\n```\n\nEnough\.\n\nLets \d+ of 328 models pass\.\n\nFrom `floors\.uh`\./,
    )
  })

  test('code that holds backticks is fenced by more of them', () => {
    expect(hover('let `a b` = 1\nbest take `a▮ b`')).toContain('```uh\nlet `a b` = 1\n```')
    expect(hover('policy a(`x y`: count = 1) = best take `x▮ y`')).toContain('`x y`: count = 1')
  })
})
