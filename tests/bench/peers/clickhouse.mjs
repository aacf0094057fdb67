// node clickhouse.mjs FILE.csv FOLDER csv|table: as duckdb.mjs.
import { readFileSync } from 'node:fs'
import { Session } from 'chdb'

const [file, folder, mode] = process.argv.slice(2)
const db = new Session()
const form = 'id String, area String, service LowCardinality(String), opened DateTime(\'UTC\'), closed Nullable(DateTime(\'UTC\'))'
const csv = `file('${file}', 'CSVWithNames', '${form.replaceAll("'", "\\'")}')`
const small = { limits: 'service String, days Int32', calendar: 'day Date, number Int32', working: 'day Date, number Int32' }
db.query('SET max_threads = 2')
for (const [table, columns] of Object.entries(small)) {
  db.query(`CREATE TABLE ${table} (${columns}) ENGINE = Memory`)
  db.query(`INSERT INTO ${table} SELECT * FROM file('${folder}/${table}.csv', 'CSVWithNames', '${columns}')`)
}
if (mode === 'table') {
  db.query(`CREATE TABLE requests (service LowCardinality(String), opened DateTime('UTC'), closed Nullable(DateTime('UTC'))) ` +
    'ENGINE = MergeTree ORDER BY (service, opened)')
  db.query(`INSERT INTO requests SELECT service, opened, closed FROM ${csv}`)
}
const sql = readFileSync(new URL('clickhouse.sql', import.meta.url), 'utf8').replace('$REQUESTS', mode === 'table' ? 'requests' : csv) +
  ' SETTINGS max_threads = 2'
const work = process.cpuUsage(), begun = performance.now()
const rows = db.query(sql, 'CSV')
const passed = performance.now() - begun, did = process.cpuUsage(work)
console.log(JSON.stringify({ passed: passed / 1e3, work: (did.user + did.system) / 1e6, memory: process.resourceUsage().maxRSS }))
console.log(String(rows).replaceAll('"', '').trim())
process.exit(0)
