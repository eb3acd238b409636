import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { add, decimalFrom, plain, ZERO } from '../../../../src/catalog/money.ts'
import { whatIfHtml } from '../../../../src/cli/replay/html/what-if-html.ts'
import { CASES, USUAL_SUMMARY } from './cases.ts'
import { replaced } from './hostile.ts'
import { openBrowser, watched } from './pages.ts'
import { ABOUT } from './summaries.ts'

const NAMES = Object.keys(CASES)

describe.each(NAMES)('%s', (name) => {
  test('the page is the same to the byte', async () => {
    const page = whatIfHtml(caseOf(name), ABOUT)
    await expect(page).toMatchFileSnapshot(`../../../../fixtures/cli/what-if/${name}.html`)
  })

  test('nothing in it comes from elsewhere, and nothing runs', () => {
    const page = whatIfHtml(caseOf(name), ABOUT)
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bon\w+=|\b(?:src|href)=|url\(|@import/i)
    expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;')
  })
})

describe('in a browser', () => {
  let browser: Browser
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unhardcoded-what-if-'))
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function open(name: string, html: string) {
    const path = join(folder, `${name}.html`)
    writeFileSync(path, html)
    return watched(browser, path)
  }

  test.each(NAMES)(
    '%s fits a phone, a desk, a wall and paper, and asks for nothing',
    async (name) => {
      const { page, problems } = await open(name, whatIfHtml(caseOf(name), ABOUT))
      for (const width of [360, 761, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await widthOf(page)).toBe(width)
      }
      await page.setViewportSize({ width: 688, height: 900 })
      await page.emulateMedia({ media: 'print' })
      expect(await widthOf(page)).toBe(688)
      expect(problems).toEqual([])
    },
  )

  test('one picture of each chart is displayed, and says what it shows', async () => {
    const { page } = await open('pictures', whatIfHtml(USUAL_SUMMARY, ABOUT))
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.locator('svg:visible').count()).toBe(3)
      expect(await page.getByRole('img').count()).toBe(3)
    }
    expect(await page.getByRole('img', { name: 'Cost by day' }).count()).toBe(1)
  })

  test.each(['light', 'dark'] as const)(
    'every text stands out from its ground when it is %s',
    async (colorScheme) => {
      const { page } = await open(`contrast-${colorScheme}`, whatIfHtml(USUAL_SUMMARY, ABOUT))
      await page.emulateMedia({ colorScheme })
      expect(await page.evaluate(FAINTEST_TEXT)).toBeGreaterThanOrEqual(4.5)
    },
  )

  test.each(['by-day', 'by-model', 'moves'])(
    'the rows of %s are the whole at its foot, to the last digit',
    async (id) => {
      const { page } = await open(`sums-${id}`, whatIfHtml(USUAL_SUMMARY, ABOUT))
      const { titles, rows, whole } = await cellsOf(page, id)
      for (const [i, title] of titles.entries()) {
        if (!/before|after|difference/i.test(title) || /each|quality/i.test(title)) continue
        const sum = rows.reduce((total, row) => add(total, amountOf(row[i])), ZERO)
        expect({ title, sum: plain(sum) }).toEqual({ title, sum: plain(amountOf(whole[i])) })
      }
    },
  )

  test('no name from outside adds an element, takes one away, or runs', async () => {
    const tame = replaced(USUAL_SUMMARY, ABOUT, (_, i) => `${i} a name that is tame`)
    const wild = replaced(USUAL_SUMMARY, ABOUT, (hostile, i) => `${i} ${hostile}`)
    const { page: expected } = await open('tame', whatIfHtml(tame.summary, tame.about))
    const { page, problems } = await open('wild', whatIfHtml(wild.summary, wild.about))
    expect(await page.evaluate(SKELETON)).toEqual(await expected.evaluate(SKELETON))
    expect(await page.evaluate('globalThis.broken')).toBeUndefined()
    expect(problems).toEqual([])
    expect(whatIfHtml(wild.summary, wild.about)).not.toMatch(
      /[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u,
    )
    await page.setViewportSize({ width: 360, height: 900 })
    expect(await widthOf(page)).toBe(360)
  })
})

function caseOf(name: string) {
  return CASES[name] ?? USUAL_SUMMARY
}

function widthOf(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth')
}

interface Cells {
  readonly titles: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly whole: readonly string[]
}

/** The figures of a table: the rows that are parts, at the foot too, and the last one. */
async function cellsOf(page: Page, id: string): Promise<Cells> {
  // What the script below builds.
  return (await page.evaluate(`(() => {
    const table = document.querySelector('[aria-labelledby="${id}"] table')
    const text = (cell) => cell.textContent
    const cells = (row) => [...row.querySelectorAll('td.figure')].map(text)
    const rows = [...table.querySelectorAll('tbody tr, tfoot tr')].map(cells)
    return {
      titles: [...table.querySelectorAll('thead .figure')].map(text),
      rows: rows.slice(0, -1),
      whole: rows.at(-1),
    }
  })()`)) as Cells
}

/** A dash is of nothing that is compared. */
function amountOf(cell: string | undefined) {
  if (cell === '–') return ZERO
  const amount = decimalFrom((cell ?? '').replace('−', '-').replace(/[+$,]/g, ''))
  if (amount === undefined) throw new Error(`\`${cell}\` is no amount`)
  return amount
}

/** Every element with its attributes, but for texts that are values of them. */
const SKELETON = `[...document.querySelectorAll('*')].map((element) =>
  [element.localName, ...[...element.attributes].map(({ name }) => name)].join(' ')
)`

/** The least contrast of a text that is not within a chart. */
const FAINTEST_TEXT = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number)
  const light = (color) => {
    const [r, g, b] = channels(color).map((value) => {
      const share = value / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const groundOf = (element) => {
    const color = getComputedStyle(element).backgroundColor
    return channels(color)[3] === 0 ? groundOf(element.parentElement) : color
  }
  const texts = [...document.querySelectorAll('main *')].filter((element) =>
    !element.closest('svg') && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
  return Math.min(...texts.map((element) => {
    const [a, b] = [light(getComputedStyle(element).color), light(groundOf(element))]
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }))
})()`
