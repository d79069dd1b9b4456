# Importing matters from another system: why a row cannot be used, and what is wrong with a file
# or a map.

import-row = Row { $row }: { $reason }
import-value = ({ $field }: { $value })
import-first-row = See row { $row }.

import-field-row = whole row
import-field-number = outside number
import-field-title = title
import-field-text = text
import-field-kind = kind of request
import-field-category = category
import-field-source = source
import-field-received-at = time received
import-field-contacted-at = time of contact
import-field-closed-at = time closed
import-field-due = planned time
import-field-status = status
import-field-outcome = outcome
import-field-body = body
import-field-area = area
import-field-place = place
import-field-point = coordinates
import-field-reply = reply
import-field-replied-at = time of reply

import-refused-no-number = There is no outside number, so nobody could tell whether it was imported before. Add the number.
import-refused-no-text = There is no text, so nobody knows what was raised. Add the text or delete the row.
import-refused-no-received-time = There is no time of receipt, so no limit can be counted. Add the time.
import-refused-too-long = This cell holds too much text. Shorten it or divide it into two matters.
import-refused-bad-time = The time cannot be read. Write it as 2026-05-09 09:00, or name its format in the map.
import-refused-future-time = The time lies in the future. Check the date and the zone.
import-refused-closed-before-opened = It was closed before it was opened. Check both times.
import-refused-contacted-before-opened = The contact came before the matter was opened. Check both times.
import-refused-replied-before-opened = The reply came before the matter was opened. Check both times.
import-refused-closed-without-date = Its status says it is over, but not since when. Add the time or correct the status.
import-refused-open-with-closed-date = Its status says it is open, yet there is a time of closing. Correct one of the two.
import-refused-unknown-category = This category is not in the map. Say in the map which of ours it is.
import-refused-unknown-kind = This kind of request is not in the map. Add it there.
import-refused-unknown-status = This status is not in the map. Add it there.
import-refused-unknown-outcome = This outcome is not in the map. Add it there.
import-refused-unknown-source = This source is not in the map. Add it there.
import-refused-unknown-body = This body is not in the map. Add the spelling under its body there.
import-refused-unknown-area = This area is not in the map. Add it there.
import-refused-no-status = There is no status. Add it, or say in the map what an empty cell means.
import-refused-no-source = There is no source. Add it, or say in the map what an empty cell means.
import-refused-no-body = It is at work or closed, but no body is named. Add the body.
import-refused-bad-point = The coordinates are incomplete or not numbers. Correct them or leave both cells empty.
import-refused-point-outside = The coordinates lie outside the district. Check them, and the coordinate system in the map.
import-refused-same-row-twice = It equals an earlier row in every cell. Only the earlier one is taken.
import-refused-number-repeated-with-other-content = An earlier row has the same number with other content. Only the earlier one is taken; check which is right.
import-refused-ragged = The row has fewer or more cells than the header, most likely for a missing or extra delimiter. Correct it.
import-refused-too-many-columns = The row has too many columns. Delete those beyond the header.
import-refused-undecodable = Some characters are damaged. Export the file again, as UTF-8.
import-refused-open-quote = A quotation mark is never closed and swallows the rows after it. Close it.

import-file-file-too-large = The file is too large. Divide it.
import-file-file-empty = The file is empty. Choose another one.
import-file-not-a-table = This is not a table. Save it as csv, xlsx or ods.
import-file-unknown-encoding = The text is neither UTF-8 nor GB18030. Save it as csv in UTF-8.
import-file-old-workbook = Old .xls workbooks cannot be read. Open the file and save it as .xlsx.
import-file-web-page = This is a web page with the name of a spreadsheet. Open it and save it as .xlsx.
import-file-damaged-workbook = The workbook is damaged and cannot be opened. Export it again.
import-file-unpacks-too-large = The workbook is too large when unpacked. Delete pictures and unused sheets, or divide it.
import-file-sheet-too-large = The sheet is too large. Divide it.
import-file-no-such-sheet = There is no sheet “{ $detail }”. Correct sheet in the map.
import-file-no-header = Row { $detail } holds no column names. Correct header_row in the map.
import-file-too-many-columns = The header has too many columns. Delete those that are not used.
import-file-too-many-rows = The file has too many rows. Divide it.

import-map-too-large = The map is too large.
import-map-form = The map is not in the right form: { $detail }. See docs/import.md.
import-map-bad-source-id = The map's source_id must be 1 to 40 small letters, digits or hyphens.
import-map-unknown-value = “{ $detail }” in the map is none of our values.
import-map-spelling-twice = “{ $detail }” is listed twice in the map, for different values. Keep one of them.
import-map-empty-spelling = A spelling in [{ $detail }] of the map is empty.
import-map-too-many = There are too many entries in [{ $detail }] of the map.
import-map-no-such-column = The file has no column “{ $detail }”. Check whether file and map belong together.
import-map-column-twice = Two columns of the file are called “{ $detail }”. Rename one of them.
import-map-no-such-table = The map has no [tables.{ $detail }].
import-map-unclear-field = A field of the map is unclear: give exactly one of column, constant and join.
import-map-bad-file-option = “{ $detail }” in [file] of the map is not known.
import-map-unknown-zone = There is no zone “{ $detail }”. Write it as Asia/Shanghai.
import-map-bad-time-format = “{ $detail }” is no time format. Write it as %Y-%m-%d %H:%M.
import-map-unclear-point = The coordinates in the map are unclear: give the columns x and y, and [point] with one of crs and plane.
import-map-unknown-crs = “{ $detail }” is no known coordinate system. Write WGS-84, GCJ-02 or BD-09.
import-map-bad-bounds = The bounds in [point] of the map are wrong: { $detail }

import-warning-points-lie-oddly = The points lie oddly: read as { $claimed }, { $share } of them are in the district; read as { $better }, { $better_share }. Check the coordinate system in the map.
import-warning-swapped = { $crs } with the columns swapped
import-warning-nothing-accepted = Not one row can be imported. Check whether file and map belong together.

import-summary = { $rows } rows: { $new } new, { $same } imported before and unchanged, { $repeats } repeats, { $refused } more that cannot be used.
import-summary-dry-run = This was a check; nothing was written.
import-summary-would = { $new } matters will be imported once you confirm.
import-summary-done = { $new } matters imported.
import-summary-differing = { $differing } were imported before and now say something else: ours stay as they are; somebody should compare them.
import-bodies-would = { $count } bodies that the register lacks will be added: { $names }.
import-bodies-made = { $count } bodies were added to the register: { $names }.
import-comma = { ", " }
import-progress = Reading the file
import-writing = Writing

import-stopped = The import did not come to its end: { $taken } matters are in, each of them whole. Import the same file again in a while; only what is missing is added.
import-stopped-disk-full = The disk is full: { $taken } matters are in, each of them whole. Make room and import the same file again; only what is missing is added.
import-stopped-no-district = There is no district yet for which a body could be added. Run `huiyin demo` or add the areas of the district first.
