/**
 * @typedef {object} Guard
 * @property {string} name what it guards
 * @property {string} file
 * @property {[present: string, instead: string][]} edits how it is taken away
 * @property {string[]} tests where its absence is to be noticed
 * @property {true} [onPostgres] whether only the tests on PostgreSQL can notice it: on SQLite transactions come one after another
 * @property {true} [inBucket] whether its tests need an S3 server
 */

const ACTIONS = "lib/tasks/actions.test.ts";
const STORE = "lib/tasks/store.test.ts";
const SUBMIT = "lib/tasks/submit.test.ts";
const OBSERVE = "lib/tasks/observe.test.ts";
const CALLBACK = "lib/tasks/callback.test.ts";
const KEEP = "lib/tasks/keep.test.ts";
const REMOVE = "lib/tasks/remove.test.ts";
const LIFECYCLE = "lib/tasks/lifecycle.test.ts";
const WORK = "lib/work/";
const ENTRY = "lib/sessions/";
const LIMITS = "lib/limits/";

const POSTGRES = "lib/database/shared-database.postgres.test.ts";
const LINK = "lib/instances/link.postgres.test.ts";
const HEADERS = "lib/http/security-headers.test.ts";
const SHARES = "lib/shares/shares.test.ts";
const SHARE_PASSAGES = "lib/shares/passages.test.ts";
const SHARE_PASSWORDS = "lib/shares/passwords.test.ts";
const SHARE_ENDS = "lib/shares/share-ends.test.ts";
const SHARE_FILES = "lib/shares/share-files.test.ts";
const FETCH = "lib/http/guarded-fetch.test.ts";
const SIGNATURE = "lib/kie/signature.test.ts";
const BUCKET_STORE = "lib/uploads/bucket-store.test.ts";
const FILE_STORE = "lib/storage/file-store.test.ts";
const PASSAGE = "lib/transcripts/passage.test.ts";

/**
 * What keeps the promises of docs/architecture.md. Long, since it is one list, and an entry is read alone.
 *
 * @type {Guard[]}
 */
export const GUARDS = [
  {
    name: "run id: a click is one task",
    file: "lib/tasks/store.ts",
    edits: [["run_id: task.runId,", "run_id: `${task.runId}${task.id}`,"]],
    tests: [STORE],
  },
  {
    name: "run id: the database holds it unique",
    file: "lib/database/migrations.ts",
    edits: [['        .addUniqueConstraint("task_run_unique", ["owner_id", "run_id"])\n', ""]],
    tests: [STORE],
  },
  {
    name: "input hash: the same click asks for the same",
    file: "lib/tasks/store.ts",
    edits: [["sameInput: present.input_hash === task.inputHash", "sameInput: true"]],
    tests: [STORE],
  },
  {
    name: "forward only: a record that goes back",
    file: "lib/tasks/lifecycle.ts",
    edits: [["RANK[record] <= RANK[task.state]", "record === task.state"]],
    tests: [LIFECYCLE],
  },
  {
    name: "forward only: the vendor's verdict is final",
    file: "lib/tasks/lifecycle.ts",
    edits: [['  if (task.state === "fail" && task.failure?.verdict !== "ours") return undefined;\n', ""]],
    tests: [LIFECYCLE],
  },
  {
    name: "forward only: an end is an end",
    file: "lib/tasks/lifecycle.ts",
    edits: [['  if (task.state === "success" || task.state === "cancelled") return undefined;\n', ""]],
    tests: [LIFECYCLE],
  },
  {
    name: "forward only: nothing is asked about what has ended",
    file: "lib/tasks/observe.ts",
    edits: [["if (task === undefined || !mayStillChange(task)) return undefined;", "if (task === undefined) return undefined;"]],
    tests: [OBSERVE],
  },
  {
    name: "transition: only from the version that it was decided on",
    file: "lib/tasks/store.ts",
    edits: [['update.where("version", "=", guard.version)', "update"]],
    tests: [STORE, OBSERVE],
  },
  {
    name: "transition: only from the states that it may leave",
    file: "lib/tasks/store.ts",
    edits: [['update.where("state", "in", [...guard.from])', "update"]],
    tests: [STORE],
  },
  {
    name: "cancelling: only what has not left",
    file: "lib/tasks/actions.ts",
    edits: [['{ from: ["pending"] }, { state: "cancelled"', '{ from: ["pending", "submitting"] }, { state: "cancelled"']],
    tests: [ACTIONS],
  },
  {
    name: "row first: committed before the first byte",
    file: "lib/tasks/submit.ts",
    edits: [
      ["  const start = await startSubmitting(task, token).catch((error: unknown) => undoStart(task, token, error));\n  if (start !== \"started\") return start;\n", ""],
      ["  // The vendor's answer comes once:", "  const start = await startSubmitting(task, token).catch((error: unknown) => undoStart(task, token, error));\n  if (start !== \"started\") return start;\n  // The vendor's answer comes once:"],
    ],
    tests: [SUBMIT],
  },
  {
    name: "sent once: what was being sent at a restart is not sent again",
    file: "lib/tasks/submit.ts",
    edits: [['    await move(task, ["submitting"], "unconfirmed", UNANSWERED);\n    return undefined;', '    await move(task, ["submitting"], "pending", UNANSWERED);\n    return { againAt: Date.now() };']],
    tests: [SUBMIT],
  },
  {
    name: "sent once: what was not answered is not sent again",
    file: "lib/tasks/submit.ts",
    edits: [['      await move(task, ["submitting"], "unconfirmed", {', '      await move(task, ["submitting"], "pending", {']],
    tests: [SUBMIT],
  },
  {
    name: "sent once: only what is pending is sent",
    file: "lib/tasks/submit.ts",
    edits: [
      ['  if (task.state !== "pending") return undefined;\n', ""],
      ['moveTask(transaction, task.id, { from: ["pending"] }, {', 'moveTask(transaction, task.id, { version: task.version }, {'],
    ],
    tests: [SUBMIT],
  },
  {
    name: "sent once: two runs at once send one request",
    file: "lib/tasks/submit.ts",
    edits: [["    return moved ? (\"started\" as const) : undefined;", "    return moved ? (\"started\" as const) : (\"started\" as const);"]],
    tests: [SUBMIT],
  },
  {
    name: "sent once: a gateway's word is not the vendor's",
    file: "lib/kie/answers.ts",
    edits: [["const isOpen = isGatewayCode(code) ||", "const isOpen = false && isGatewayCode(code) ||"]],
    tests: ["lib/kie/answers.test.ts"],
  },
  {
    name: "ten minutes: no second charge before",
    file: "lib/tasks/lifecycle.ts",
    edits: [["now - task.stateSince >= UNCONFIRMED_RETRY_MS", "now >= task.stateSince"]],
    tests: [LIFECYCLE],
  },
  {
    name: "ten minutes: the server asks too",
    file: "lib/tasks/actions.ts",
    edits: [["if (!choicesOf(task).canRetry) {", "if (task.id === \"\") {"]],
    tests: [ACTIONS],
  },
  {
    name: "callback: its token is in the record that it names",
    file: "lib/tasks/observe.ts",
    edits: [["return token !== undefined && hashCallbackToken(token) === task.callback_token_hash;", "return token !== undefined;"]],
    tests: [CALLBACK],
  },
  {
    name: "callback: the id is adopted once",
    file: "lib/tasks/store.ts",
    edits: [['    .where("vendor_task_id", "is", null)\n', ""]],
    tests: [STORE],
  },
  {
    name: "callback: only what was sent is adopted",
    file: "lib/tasks/store.ts",
    edits: [['    .where("state", "in", ["submitting", "unconfirmed"])\n', ""]],
    tests: [STORE],
  },
  {
    name: "callback: a later one does not push out an earlier one",
    file: "lib/tasks/candidates.ts",
    edits: [["[...splitCandidates(payload), ...vendorTaskIds]", "vendorTaskIds"]],
    tests: [CALLBACK],
  },
  {
    name: "callback: signed with the key",
    file: "lib/tasks/callback.ts",
    edits: [["  if (!signed) {", "  if (!signed && taskIds.length > 9) {"]],
    tests: ["e2e/callbacks/signed.test.ts"],
  },
  {
    name: "callback: a record of another task is not believed",
    file: "lib/kie/answers.ts",
    edits: [["parsed.vendorTaskId !== null && parsed.vendorTaskId !== vendorTaskId", "false"]],
    tests: ["lib/kie/answers.test.ts"],
  },
  {
    name: "lease: work in hand is nobody else's",
    file: "lib/work/store.ts",
    edits: [['.where("run_at", "<=", now).where(isFree);', '.where("run_at", "<=", now);']],
    tests: [WORK],
  },
  {
    name: "lease: only its holder ends work",
    file: "lib/work/store.ts",
    edits: [['    .deleteFrom("work")\n    .where("kind", "=", work.kind)\n    .where("subject_id", "=", work.subjectId)\n    .where("lease_holder", "=", work.lease)\n', '    .deleteFrom("work")\n    .where("kind", "=", work.kind)\n    .where("subject_id", "=", work.subjectId)\n']],
    tests: [WORK],
  },
  {
    name: "lease: only its holder postpones work",
    file: "lib/work/store.ts",
    edits: [["{ payload }) })\n    .where(\"kind\", \"=\", work.kind)\n    .where(\"subject_id\", \"=\", work.subjectId)\n    .where(\"lease_holder\", \"=\", work.lease)\n", "{ payload }) })\n    .where(\"kind\", \"=\", work.kind)\n    .where(\"subject_id\", \"=\", work.subjectId)\n"]],
    tests: [WORK],
  },
  {
    name: "lease: only its holder frees work",
    file: "lib/work/store.ts",
    edits: [["attempts: 0 })\n    .where(\"kind\", \"=\", work.kind)\n    .where(\"subject_id\", \"=\", work.subjectId)\n    .where(\"lease_holder\", \"=\", work.lease)\n", "attempts: 0 })\n    .where(\"kind\", \"=\", work.kind)\n    .where(\"subject_id\", \"=\", work.subjectId)\n"]],
    tests: [WORK],
  },
  {
    name: "lease: what was asked for meanwhile is not forgotten",
    file: "lib/work/store.ts",
    edits: [['    .where("revision", "=", work.revision)\n    .executeTakeFirst();\n  if (numDeletedRows', '    .executeTakeFirst();\n  if (numDeletedRows']],
    tests: [WORK],
  },
  {
    name: "instances: a claim locks what it takes",
    file: "lib/work/store.ts",
    edits: [['due.orderBy("run_at").limit(1).$call(lockingUnlocked)', 'due.orderBy("run_at").limit(1)']],
    tests: [POSTGRES],
    onPostgres: true,
  },
  {
    name: "instances: what is decided by what others write takes a turn",
    file: "lib/database/transact.ts",
    edits: [["    await takeTurn(transaction, turn);\n", ""]],
    tests: [POSTGRES, "lib/storage/room.test.ts"],
    onPostgres: true,
  },
  {
    name: "instances: no callback's id pushes out another's",
    file: "lib/tasks/callback.ts",
    edits: [["    await takeTurn(transaction, `candidates ${task.id}`);\n", ""]],
    tests: [POSTGRES],
    onPostgres: true,
  },
  {
    name: "instances: a recording goes with the last of its tasks, and not before",
    file: "lib/recordings/remove.ts",
    edits: [['.$call(locking("change"))', ""]],
    tests: [POSTGRES],
    onPostgres: true,
  },
  {
    name: "instances: what others undid is done again",
    file: "lib/database/transact.ts",
    edits: [["if (!isUndoneByOthers(error) || tries === TRIES) throw error;", "throw error;"]],
    tests: [POSTGRES],
    onPostgres: true,
  },
  {
    name: "instances: a database of a later build is not touched",
    file: "lib/database/database.ts",
    edits: [["if (unknown !== undefined) {", "if (unknown === \"\") {"]],
    tests: [POSTGRES],
    onPostgres: true,
  },
  {
    name: "instances: times are the database's, whatever this machine's clock says",
    file: "lib/database/clock.ts",
    edits: [["offsetMs === undefined ? Date.now()", "offsetMs !== null ? Date.now()"]],
    tests: [POSTGRES],
    onPostgres: true,
  },
  {
    name: "instances: what a dead one held is free",
    file: "lib/instances/store.ts",
    edits: [["  return known.where(isAlive);", "  return known;"], ["eb.not(isAlive(eb))", "eb.lit(false)"]],
    tests: [LINK],
    onPostgres: true,
  },
  {
    name: "instances: one that was taken for dead stops",
    file: "lib/work/runner.ts",
    edits: [["[stop, over.signal, membershipOver()]", "[stop, over.signal]"]],
    tests: [LINK],
    onPostgres: true,
  },
  {
    name: "instances: what was not sent is not taken for sent when a commit was not heard of",
    file: "lib/tasks/submit.ts",
    edits: [[".catch((error: unknown) => undoStart(task, token, error))", ""]],
    tests: ["lib/tasks/lost-commit.postgres.test.ts"],
    onPostgres: true,
  },
  {
    name: "instances: a lost link is made up for",
    file: "lib/instances/link.ts",
    edits: [['  log.info("link to the database opened again");\n  hear("gap");\n', '  log.info("link to the database opened again");\n']],
    tests: [LINK],
    onPostgres: true,
  },
  {
    name: "keeping: asked for with the state that needs it",
    file: "lib/tasks/observe.ts",
    edits: [['if (done && to.state === "keeping") await enqueueWork', 'if (done && to.now === 0) await enqueueWork']],
    tests: [OBSERVE],
  },
  {
    name: "keeping: files and end are committed together, once",
    file: "lib/tasks/keep.ts",
    edits: [["    if (moved) await transaction.insertInto", "    await transaction.insertInto"]],
    tests: [KEEP],
  },
  {
    name: "keeping: what a row names is never written over",
    file: "lib/tasks/kept-result.ts",
    edits: [["${role}-${sha256.slice(0, 16)}.", "${role}."]],
    tests: [KEEP],
  },
  {
    name: "keeping: nothing of a deleted task comes back",
    file: "lib/tasks/keep.ts",
    edits: [["      await storage().removeFolder(taskFolder(work.subjectId));\n", ""]],
    tests: [REMOVE],
  },
  {
    name: "headers: what is no page can do nothing",
    file: "lib/http/security-headers.ts",
    edits: [["isPage ? pagePolicy(nonce, embedded, dev) : SANDBOX_POLICY", "pagePolicy(nonce, embedded, dev)"]],
    tests: [HEADERS],
  },
  {
    name: "headers: no frame but a player's that said so",
    file: "lib/http/security-headers.ts",
    edits: [["const embedded = framable && EMBED_PATH.test(path);", "const embedded = EMBED_PATH.test(path);"]],
    tests: [HEADERS],
  },
  {
    name: "headers: no frame but at a player's address",
    file: "lib/http/security-headers.ts",
    edits: [["const embedded = framable && EMBED_PATH.test(path);", "const embedded = framable;"]],
    tests: [HEADERS],
  },
  {
    name: "headers: a nonce for one page alone",
    file: "lib/http/security-headers.ts",
    edits: [["const nonce = randomBytes(NONCE_BYTES).toString(\"base64\");", "const nonce = Buffer.alloc(NONCE_BYTES).toString(\"base64\");"]],
    tests: [HEADERS],
  },
  {
    name: "headers: the client says nothing of the nonce",
    file: "lib/http/security-headers.ts",
    edits: [['  request.headers["content-security-policy"] = pagePolicy(nonce, false, settings.dev);', '  request.headers["content-security-policy"] ??= pagePolicy(nonce, false, settings.dev);']],
    tests: [HEADERS],
  },
  {
    name: "media: only types of the list",
    file: "lib/media/media-response.ts",
    edits: [['"content-type": isKnown ? file.contentType : "application/octet-stream",', '"content-type": file.contentType,']],
    tests: ["lib/media/media-response.test.ts"],
  },
  {
    name: "media: what is of no listed type is saved",
    file: "lib/media/media-response.ts",
    edits: [["isKnown && file.downloadName === undefined", "file.downloadName === undefined"]],
    tests: ["lib/media/media-response.test.ts"],
  },
  {
    name: "lint: a handler that nobody wrapped",
    file: "scripts/lint-authorised.mjs",
    edits: [["  return wrappers.get(source)?.includes(name) ? name : undefined;", "  return name;"]],
    tests: ["scripts/lint-authorised.test.mjs"],
  },
  {
    name: "lint: an action goes by its own name",
    file: "scripts/lint-authorised.mjs",
    edits: [['  return first?.type === "Literal" && first.value === name;', "  return first !== undefined;"]],
    tests: ["scripts/lint-authorised.test.mjs"],
  },
  {
    name: "clock: no interval counts for more than a look's pause",
    file: "lib/tasks/lifecycle.ts",
    edits: [["Math.min(Math.max(0, now - absence.absentAt), ABSENCE_STEP_MS)", "Math.max(0, now - absence.absentAt)"]],
    tests: [LIFECYCLE],
  },
  {
    name: "entry: who was not let in is refused",
    file: "lib/sessions/admission.ts",
    edits: [["if (admitted || (!asked.namesAction", "if (admitted || true || (!asked.namesAction"]],
    tests: [ENTRY],
  },
  {
    name: "entry: no open page answers an action",
    file: "lib/sessions/admission.ts",
    edits: [["(!asked.namesAction && isOn(reads ? OPEN_TO_READ : asked.method === \"POST\" ? OPEN_TO_POST : []))", "isOn(reads || asked.namesAction ? OPEN_TO_READ : OPEN_TO_POST)"]],
    tests: [ENTRY],
  },
  {
    name: "entry: a path is spelled as the routes spell it",
    file: "lib/sessions/admission.ts",
    edits: [["  return isPlain ? path : null;", "  return path;"]],
    tests: [ENTRY],
  },
  {
    name: "entry: another site changes nothing",
    file: "lib/sessions/admission.ts",
    edits: [["  if (!reads && !isOn(FROM_ELSEWHERE) && isFromAnotherSite(asked, publicUrl)) return \"another-site\";\n", ""]],
    tests: [ENTRY],
  },
  {
    name: "entry: what a browser says of the sender counts first",
    file: "lib/http/same-origin.ts",
    edits: [["  if (secFetchSite !== undefined) return secFetchSite !== \"same-origin\" && secFetchSite !== \"none\";\n", ""]],
    tests: [ENTRY],
  },
  {
    name: "entry: without that the origin counts",
    file: "lib/http/same-origin.ts",
    edits: [["  return sender.host !== host?.toLowerCase() &&", "  return sender.host === \"\" &&"]],
    tests: [ENTRY],
  },
  {
    name: "entry: another code ends all sessions",
    file: "lib/sessions/session.ts",
    edits: [["sign(\"session\", accessCode)", "sign(\"session\", \"\")"]],
    tests: [ENTRY],
  },
  {
    name: "entry: a session ends after 30 days",
    file: "lib/sessions/session.ts",
    edits: [["ttl: SESSION_SECONDS });", "ttl: 0 });"]],
    tests: [ENTRY],
  },
  {
    name: "entry: the return path stays with us",
    file: "lib/sessions/return-path.ts",
    edits: [["if (wanted == null || !isOwnPath(wanted)) return START;", "if (wanted == null) return START;"]],
    tests: [ENTRY],
  },
  {
    name: "entry: no other machine without a code",
    file: "lib/env.ts",
    edits: [["values.ACCESS_CODE === undefined && !values.ALLOW_ANONYMOUS", "values.ALLOW_ANONYMOUS === undefined"]],
    tests: ["lib/env.test.ts"],
  },
  {
    name: "entry: a client does not choose its address",
    file: "lib/http/client-address.ts",
    edits: [["entries[Math.max(0, entries.length - trustedProxies)]", "entries[0]"]],
    tests: ["lib/http/client-address.test.ts"],
  },
  {
    name: "limits: attempts are counted before the secret is looked at",
    file: "lib/limits/attempts.ts",
    edits: [["      if (points > rate.points) throw tooMany(waitMs);\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: attempts of all addresses count together",
    file: "lib/limits/attempts.ts",
    edits: [["    { id: `attempt hour ${what}`, points: 300, windowMs: HOUR_MS },\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: who is slowed uses up nothing of what all have",
    file: "lib/limits/attempts.ts",
    edits: [["  await transact(async (transaction) => {\n    for (const rate of rates) {\n      const { points, waitMs } = await addPoints(transaction, rate, 1, now);", "  await Promise.resolve(database()).then(async (transaction) => {\n    for (const rate of rates.toReversed()) {\n      const { points, waitMs } = await addPoints(transaction, rate, 1, now);"]],
    tests: [LIMITS],
  },
  {
    name: "limits: right attempts use up nothing",
    file: "lib/limits/attempts.ts",
    edits: [["  await takeBack(database(), rates.map(({ id }) => id));\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: what counts at once counts each other",
    file: "lib/limits/rate-counters.ts",
    edits: [["else rate_counter.points + excluded.points end", "else excluded.points end"]],
    tests: [LIMITS],
  },
  {
    name: "limits: an IPv6 network is one address",
    file: "lib/limits/address-key.ts",
    edits: [["isIPv6(address) ? networkOf(address) : address", "isIPv6(address) ? address : address"]],
    tests: [LIMITS],
  },
  {
    name: "limits: tasks of an address",
    file: "lib/limits/costs.ts",
    edits: [["points: limit * OWNERS_PER_ADDRESS, windowMs, per", "points: limit * 1000, windowMs, per"]],
    tests: [LIMITS],
  },
  {
    name: "limits: uploads of an owner",
    file: "lib/limits/costs.ts",
    edits: [["ofOwner <= limit &&", "ofOwner >= 0 &&"]],
    tests: [LIMITS],
  },
  {
    name: "limits: uploads of an address",
    file: "lib/limits/costs.ts",
    edits: [["&& ofAddress <= limit * OWNERS_PER_ADDRESS) return;", "&& ofAddress >= 0) return;"]],
    tests: [LIMITS],
  },
  {
    name: "limits: tasks are counted when they are made",
    file: "lib/tasks/insert-orders.ts",
    edits: [["    await countTasks(db, ownerId, inserted);\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: tasks need room of their owner",
    file: "lib/tasks/insert-orders.ts",
    edits: [["    await requireOwnerRoom(db, ownerId);\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: samples are counted",
    file: "lib/tasks/samples.ts",
    edits: [["    await countTasks(transaction, askedBy, 1);\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: uploads are counted when they are announced",
    file: "lib/uploads/tus-server.ts",
    edits: [["        await requireUploadSlot(transaction, recording.owner_id);\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: uploads need room of their owner",
    file: "lib/uploads/tus-server.ts",
    edits: [["        await requireOwnerRoom(transaction, recording.owner_id);\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: URLs are counted like uploads",
    file: "lib/tasks/transcription-actions.ts",
    edits: [["  await requireUploadSlot(db, ownerId);\n", ""]],
    tests: [LIMITS],
  },
  {
    name: "limits: URLs need room of their owner",
    file: "lib/recordings/fetch.ts",
    edits: [["const ofOwner = await requireOwnerRoom(transaction, ownerId);", "const ofOwner = ownerId === \"\" ? 0 : Number.POSITIVE_INFINITY;"]],
    tests: [LIMITS],
  },
  {
    name: "shares: only what is finished",
    file: "lib/shares/freeze.ts",
    edits: [["if (task.state !== \"success\")", "if (task.state === \"fail\")"]],
    tests: [SHARES],
  },
  {
    name: "shares: a task of one's own",
    file: "lib/shares/freeze.ts",
    edits: [["if (task?.owner_id !== ownerId)", "if (task === undefined)"]],
    tests: [SHARES],
  },
  {
    name: "shares: a share of one's own",
    file: "lib/shares/store.ts",
    edits: [["selectAll().where(\"owner_id\", \"=\", ownerId).where(\"id\", \"=\", id)", "selectAll().where(\"id\", \"=\", id)"]],
    tests: [SHARES],
  },
  {
    name: "shares: the same click asks for the same",
    file: "lib/shares/freeze.ts",
    edits: [["if (present.input_hash === inputHash) return", "if (present.input_hash !== \"\") return"]],
    tests: [SHARES],
  },
  {
    name: "shares: a click is one share",
    file: "lib/shares/freeze.ts",
    edits: [["    run_id: runId,", "    run_id: nanoid(),"]],
    tests: [SHARES],
  },
  {
    name: "shares: revoked is the end",
    file: "lib/shares/state.ts",
    edits: [["if (share.revoked_at !== null) return \"revoked\";\n  ", ""]],
    tests: [SHARE_ENDS],
  },
  {
    name: "shares: expired is the end",
    file: "lib/shares/state.ts",
    edits: [["share.expires_at <= now", "share.expires_at < 0"]],
    tests: [SHARE_ENDS],
  },
  {
    name: "shares: the password is asked for",
    file: "lib/shares/access.ts",
    edits: [["share.password_hash === null || (await hasPass(share))", "share.password_hash !== \"\" || (await hasPass(share))"]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: a pass is signed",
    file: "lib/shares/access.ts",
    edits: [["Number(until) > databaseNow() && isSigned(PASS_PURPOSE, passText(share, until), signature)", "Number(until) > databaseNow() && signature !== \"?\" && isSigned(\"\", \"\", sign(\"\", \"\"))"]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: a pass is of one share",
    file: "lib/shares/access.ts",
    edits: [["`${share.id} ${share.password_hash ?? \"\"} ${until}`", "`${share.title.length === 0 ? \"\" : \"share\"} ${until}`"]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: a pass ends with its time",
    file: "lib/shares/access.ts",
    edits: [["Number(until) > databaseNow() && ", ""]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: a pass ends with the password",
    file: "lib/shares/access.ts",
    edits: [["${share.id} ${share.password_hash ?? \"\"}", "${share.id}"]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: guesses are slowed",
    file: "lib/shares/enter-password.ts",
    edits: [["await attempt(attemptsAt(share), isRight)", "await isRight()"]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: guesses are slowed for each share",
    file: "lib/shares/enter-password.ts",
    edits: [["`share ${id}`", "id === \"\" ? \"\" : \"share\""]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: the way back stays on the page",
    file: "lib/shares/enter-password.ts",
    edits: [["MOMENT.test(query) ? query : \"\"", "query"]],
    tests: [SHARE_PASSWORDS],
  },
  {
    name: "shares: files that are not shared",
    file: "lib/shares/shared-files.ts",
    edits: [[".filter(([part]) => allowed[part as SharedPart])", ".filter(([part]) => part in allowed)"]],
    tests: [SHARES],
  },
  {
    name: "shares: text that is not shared",
    file: "lib/shares/shared-result.ts",
    edits: [["includes.transcript ? frozen.text : null", "frozen.text"]],
    tests: [SHARES],
  },
  {
    name: "shares: settings that are not shared",
    file: "lib/shares/shared-result.ts",
    edits: [["settings: includes.settings ? frozen.settings : null,\n    };\n  }\n", "settings: frozen.settings,\n    };\n  }\n"]],
    tests: [SHARES],
  },
  {
    name: "shares: downloads",
    file: "lib/shares/shared-files.ts",
    edits: [["if (share.allow_downloads === 1) return;", "if (share.allow_downloads >= 0) return;"]],
    tests: [SHARES],
  },
  {
    name: "shares: media are stored nowhere",
    file: "app/s/[slug]/media/[part]/route.ts",
    edits: [["{ store: false }", "{ store: true }"]],
    tests: [SHARES],
  },
  {
    name: "shares: settings are no texts",
    file: "lib/shares/compose.ts",
    edits: [["const settings = speechSettings(rest);", "const settings = rest;"]],
    tests: [SHARES],
  },
  {
    name: "shares: frozen names",
    file: "lib/shares/shared-files.ts",
    edits: [["frozenNames(frozen), { title", "{}, { title"]],
    tests: [SHARES],
  },
  {
    name: "shares: names of who is cut",
    file: "lib/shares/compose.ts",
    edits: [["freezeSpeakers(cut, names)", "freezeSpeakers(transcript, names)"]],
    tests: [SHARE_PASSAGES],
  },
  {
    name: "shares: words of the passage alone",
    file: "lib/shares/compose.ts",
    edits: [["value: packTranscript(cut)", "value: packTranscript(cut === transcript ? cut : transcript)"]],
    tests: [SHARE_PASSAGES],
  },
  {
    name: "shares: no tags in a passage",
    file: "lib/audio/convert.ts",
    edits: [["\"-map_metadata\", \"-1\", ", ""]],
    tests: [SHARE_PASSAGES],
  },
  {
    name: "shares: no chapters in a passage",
    file: "lib/audio/convert.ts",
    edits: [["\"-map_chapters\", \"-1\", ", ""]],
    tests: [SHARE_PASSAGES],
  },
  {
    name: "shares: a passage needs words with times",
    file: "lib/shares/compose.ts",
    edits: [["if (includes.transcript && passage !== null && cut === null)", "if (includes.transcript && passage !== null && cut !== null && source.words === undefined)"]],
    tests: [SHARE_PASSAGES],
  },
  {
    name: "shares: files of a revoked share go",
    file: "lib/shares/remove.ts",
    edits: [["  await removeFiles(files);\n", ""]],
    tests: [SHARE_ENDS],
  },
  {
    name: "shares: files without room go",
    file: "lib/shares/commit-files.ts",
    edits: [["    if (!committed) await removeFiles(made);\n", "    committed = true;\n"]],
    tests: [SHARE_FILES],
  },
  {
    name: "shares: passages need room of their owner",
    file: "lib/shares/commit-files.ts",
    edits: [["        await requireOwnerRoom(transaction, ownerId);\n", ""]],
    tests: [SHARE_FILES],
  },
  {
    name: "shares: files that a row names stay",
    file: "lib/shares/passage-files.ts",
    edits: [["if (!named) await", "if (!named || file.size_bytes > 0) await"]],
    tests: [SHARE_PASSAGES],
  },
  {
    name: "shares: the sweep knows the files of shares",
    file: "lib/retention/sweep.ts",
    edits: [["new Set([...own, ...(await shareFileKeysOf(database(), taskId))])", "new Set([...own, ...(await shareFileKeysOf(database(), \"\")), taskId])"]],
    tests: [SHARE_FILES],
  },
  {
    name: "shares: a backup has the files of shares",
    file: "lib/backup/snapshot.ts",
    edits: [["      ...select(\"share_file\", \"share_id\", \"share\"),\n", ""]],
    tests: [SHARE_FILES],
  },
  {
    name: "shares: owners do not count",
    file: "lib/shares/openings.ts",
    edits: [["  if ((await readOwner())?.id === access.share.owner_id) return;\n", ""]],
    tests: [SHARES],
  },
  {
    name: "shares: machines do not count",
    file: "lib/shares/openings.ts",
    edits: [["|| !isOpening(request)", "|| (isOpening(request) && request.method === \"\")"]],
    tests: [SHARES],
  },
  {
    name: "shares: no text around a passage",
    file: "lib/transcripts/passage.ts",
    edits: [["before: \"\", words }", "words }"]],
    tests: [PASSAGE],
  },
  {
    name: "shares: no spacing behind a passage",
    file: "lib/transcripts/passage.ts",
    edits: [["after: index === kept.length - 1 ? \"\" : word.after", "after: index < 0 ? \"\" : word.after"]],
    tests: [PASSAGE],
  },
  {
    name: "shares: a passage ends",
    file: "lib/transcripts/passage.ts",
    edits: [["middle < passage.endMs ||", "middle < passage.endMs + 1000 ||"]],
    tests: [PASSAGE],
  },
  {
    name: "fetch: no name leads inside",
    file: "lib/http/guarded-fetch-exchange.ts",
    edits: [["const addresses = found.filter(({ address }) => isPublicAddress(address));", "const addresses = found;"]],
    tests: [FETCH],
  },
  {
    name: "fetch: no address inside",
    file: "lib/http/guarded-fetch-exchange.ts",
    edits: [["  if (!exempt && isIP(host) !== 0 && !isPublicAddress(host)) throw addressNotAllowed(host);\n", ""]],
    tests: [FETCH],
  },
  {
    name: "fetch: what one may be asked, it may not lead on to",
    file: "lib/http/guarded-fetch.ts",
    edits: [["exempt: options.allowOrigins.includes(target.origin),", "exempt: progress.earlierHopSent || options.allowOrigins.includes(target.origin),"]],
    tests: [FETCH],
  },
  {
    name: "fetch: only what is http",
    file: "lib/http/guarded-fetch.ts",
    edits: [['parsed === null || (parsed.protocol !== "http:" && parsed.protocol !== "https:")', "parsed === null"]],
    tests: [FETCH],
  },
  {
    name: "callback: signed for this task, with the key",
    file: "lib/kie/signature.ts",
    edits: [["expected.length === given.length && timingSafeEqual(expected, given)", "expected.length === given.length"]],
    tests: [SIGNATURE],
  },
  {
    name: "callback: signed within the hour",
    file: "lib/kie/signature.ts",
    edits: [["  if (Math.abs(Number(timestamp) * 1000 - nowMs) > MAX_SKEW_MS) return false;\n", ""]],
    tests: [SIGNATURE],
  },
  {
    name: "media: a name ends no header",
    file: "lib/media/media-response.ts",
    edits: [['name.replace(/[^\\x20-\\x7e]|["\\\\%]/g, "_")', "name"]],
    tests: ["lib/media/media-response.test.ts"],
  },
  {
    name: "bucket: only who has the lock adds to an upload",
    file: "lib/storage/bucket-upload-store.ts",
    edits: [["    if (numUpdatedRows === 0n) throw uploadBusy();\n", "    if (numUpdatedRows < 0n) throw uploadBusy();\n"]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: the lock of an instance that lives is its own",
    file: "lib/uploads/upload-locks.ts",
    edits: [[".doUpdateSet({ holder }).where(isVoid(boot))", ".doUpdateSet({ holder }).where((eb) => eb.or([eb.lit(true), isVoid(boot)(eb)]))"]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: who has the lock is asked to let go",
    file: "lib/uploads/upload-locks.ts",
    edits: [["if (here !== undefined) await here.requestRelease();", "if (here !== undefined) await Promise.resolve();"]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: what came before the body broke off stays",
    file: "lib/uploads/bucket-store.ts",
    edits: [["      return { reason: error };", "      throw error;"]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: the lock outlasts what is being stored",
    file: "lib/uploads/upload-locks.ts",
    edits: [["    await held.work;\n", ""]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: the next part begins with the tail",
    file: "lib/uploads/bucket-store.ts",
    edits: [["      await writer.begin();\n", ""]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: a last part is no tail",
    file: "lib/uploads/part-writer.ts",
    edits: [["    await this.#sending;\n    if (this.#chunk !== undefined && this", "    if (this.#chunk !== undefined && this"]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: orphaned parts go",
    file: "lib/storage/bucket-arrivals.ts",
    edits: [["      await bucket.abortMultipart(key, uploadId);\n", ""]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: parts that a row knows stay",
    file: "lib/storage/bucket-arrivals.ts",
    edits: [["      if ((await findBucketUpload(id))?.multipart_id === uploadId) continue;\n", ""]],
    tests: [BUCKET_STORE],
    inBucket: true,
  },
  {
    name: "bucket: a lost connection is opened again",
    file: "lib/storage/bucket.ts",
    edits: [["        if (failures >= TRIES) throw", "        if (failures >= 1) throw"]],
    tests: [FILE_STORE],
    inBucket: true,
  },
];
