// node duckdb.mjs FILE.csv FOLDER csv|table: the query from the file, or from a table of it. Prints seconds, then the rows.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const [file, folder, mode] = process.argv.slice(2)
const db = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
const csv = `read_csv('${file}', header = true, columns = {'id': 'VARCHAR', 'area': 'VARCHAR', 'service': 'VARCHAR', ` +
  `'opened': 'TIMESTAMP', 'closed': 'TIMESTAMP'})`
for (const table of ['limits', 'calendar', 'working'])
  await db.run(`CREATE TABLE ${table} AS SELECT * FROM read_csv('${folder}/${table}.csv', header = true)`)
if (mode === 'table') await db.run(`CREATE TABLE requests AS SELECT service, opened, closed FROM ${csv}`)
const sql = readFileSync(new URL('duckdb.sql', import.meta.url), 'utf8').replace('$REQUESTS', mode === 'table' ? 'requests' : csv)
const work = process.cpuUsage(), begun = performance.now()
const rows = (await db.runAndReadAll(sql)).getRowsJson()
const passed = performance.now() - begun, did = process.cpuUsage(work)
console.log(JSON.stringify({ passed: passed / 1e3, work: (did.user + did.system) / 1e6, memory: process.resourceUsage().maxRSS }))
for (const row of rows) console.log(row.join(','))
