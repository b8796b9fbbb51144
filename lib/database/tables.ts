import type { EngineName } from "@/lib/env";
import type { TaskState } from "@/lib/tasks/states";

/** Times are Unix milliseconds; `…_json` columns hold JSON text; flags are 0 or 1: the same on SQLite and PostgreSQL. */
export interface TaskTable {
  id: string;
  owner_id: string;
  kind: "speech" | "transcription";
  /** A take is what somebody made; a sample is the instance's preview of a voice. */
  purpose: "take" | "sample";
  engine: EngineName;
  /** The click that made it, unique for its owner. */
  run_id: string;
  input_hash: string;
  /** The takes that one "Compare voices" made. */
  comparison_id: string | null;
  model: string;
  /** Of speech; null for a transcription. */
  voice: string | null;
  /** Of a transcription; null for speech. */
  recording_id: string | null;
  input_json: string;
  /** Of the text to be spoken; null for a transcription. */
  character_count: number | null;
  /** What the history is searched in, lower case: the text, or the recording's name and what was said. */
  search_text: string;
  /** What its owner calls a transcript, and the same as it is searched; null where it goes by its recording's name. */
  title: string | null;
  title_search_text: string | null;
  /** Of a finished transcript; null for the others, and for those made before it was counted. */
  word_count: number | null;
  state: TaskState;
  state_since: number;
  version: number;
  vendor_task_id: string | null;
  callback_token_hash: string | null;
  created_at: number;
  submitted_at: number | null;
  completed_at: number | null;
  credits_consumed: number | null;
  failure_json: string | null;
  result_json: string | null;
  /** When the vendor last said that it does not know the task, and for how long it has been saying so. */
  absent_at: number | null;
  absent_ms: number;
}

export interface FileTable {
  id: string;
  task_id: string;
  role: "audio" | "peaks" | "words" | "transcript" | "vendor-result";
  storage_key: string;
  content_type: string;
  size_bytes: number;
  sha256: string;
  duration_ms: number | null;
  created_at: number;
}

export interface WorkTable {
  kind: string;
  subject_id: string;
  run_at: number;
  attempts: number;
  /** Changes whenever somebody asks again, so that a request made during a run is not lost with it. */
  revision: number;
  payload: string | null;
  lease_holder: string | null;
  lease_until: number | null;
  created_at: number;
}

/** A recording that somebody uploaded, made with the microphone, or named by its URL. */
export interface RecordingTable {
  /** Also the id of its upload. */
  id: string;
  owner_id: string;
  origin: "upload" | "url" | "microphone";
  /** The file's name as people see it; never part of a path. */
  name: string;
  source_url: string | null;
  state: "arriving" | "preparing" | "ready" | "refused";
  /** Declared by the client until all of it is here; null for a URL that has not been fetched. */
  size_bytes: number | null;
  /** The file's own time of change, by which the same file is known again. */
  modified_at: number | null;
  format: string | null;
  channels: number | null;
  duration_ms: number | null;
  /** Whether the vendor takes the original, and whether browsers play it exactly; else the rendition is used. */
  original_suits_vendor: number;
  original_suits_player: number;
  problem_json: string | null;
  notice: string | null;
  /** Where the vendor keeps its copy, and since when; null when it fetches from us. */
  vendor_url: string | null;
  vendor_url_at: number | null;
  /** Who announced it, as far as limits need to know: a keyed hash of the client's address; null where there was none. */
  address_hash: string | null;
  created_at: number;
}

/** A file of a recording. The rendition is what we made of an original that does not suit the vendor or the player. */
export interface RecordingFileTable {
  recording_id: string;
  role: "original" | "rendition" | "peaks";
  storage_key: string;
  content_type: string;
  size_bytes: number;
  sha256: string;
  created_at: number;
}

interface SpeakerNameTable {
  task_id: string;
  /** The engine's name of the speaker. */
  speaker_id: string;
  name: string;
}

interface FavouriteVoiceTable {
  owner_id: string;
  voice: string;
  created_at: number;
}

/** A frozen result that whoever has its link may see. */
export interface ShareTable {
  id: string;
  /** What its link ends with. Kept as it is, so that its owner can copy the link again: whoever reads this database reads the results too. */
  slug: string;
  owner_id: string;
  task_id: string;
  /** The click that made it, unique for its owner; and what that asked for, without the password. */
  run_id: string;
  input_hash: string;
  title: string;
  expires_at: number | null;
  password_hash: string | null;
  include_audio: number;
  include_transcript: number;
  include_settings: number;
  allow_downloads: number;
  /** Null for the whole. */
  passage_start_ms: number | null;
  passage_end_ms: number | null;
  /** What it shows beside its files. */
  frozen_json: string;
  frozen_at: number;
  views: number;
  last_opened_at: number | null;
  revoked_at: number | null;
  created_at: number;
}

/** A file that a passage has of its own; what is shared whole is the task's. */
export interface ShareFileTable {
  share_id: string;
  role: "audio" | "peaks" | "words" | "transcript";
  storage_key: string;
  content_type: string;
  size_bytes: number;
  sha256: string;
  created_at: number;
}

export interface LocalEngineJobTable {
  id: string;
  model: string;
  /** The whole createTask body, as the client sent it. */
  param_json: string;
  call_back_url: string | null;
  /** Where the client reached the engine: links to its results begin with it. */
  base_url: string;
  state: "waiting" | "queuing" | "generating" | "success" | "fail";
  result_json: string | null;
  fail_code: string | null;
  fail_message: string | null;
  created_at: number;
  updated_at: number;
  completed_at: number | null;
}

/** What the local engine made or was given, for as long as its links live. */
export interface LocalEngineFileTable {
  id: string;
  /** Where an upload was put by its client: putting another there replaces it. */
  upload_path: string | null;
  storage_key: string;
  content_type: string;
  size_bytes: number;
  sha256: string;
  created_at: number;
}

/** What was done under one name since its window began. */
interface RateCounterTable {
  id: string;
  points: number;
  /** When the window ends, after which it counts from nought. */
  ends_at: number;
}

/** Who writes to an upload now. */
interface UploadLockTable {
  recording_id: string;
  /** The life of the process, and the request in it: `{boot}/{id}`. */
  holder: string;
}

/** What has come of an upload that arrives in a bucket: its parts, and what came after them and is too little for a part. */
export interface BucketUploadTable {
  recording_id: string;
  multipart_id: string;
  tail_key: string | null;
  tail_bytes: number;
  /** When bytes were last added. */
  changed_at: number;
}

interface BucketUploadPartTable {
  recording_id: string;
  /** From 1. */
  number: number;
  etag: string;
  size_bytes: number;
}

/** A life of a process that works on this database; it is dead when it has not been seen for a while. */
interface InstanceTable {
  boot: string;
  /** By the database's clock. */
  seen_at: number;
}

export interface Tables {
  task: TaskTable;
  file: FileTable;
  work: WorkTable;
  recording: RecordingTable;
  recording_file: RecordingFileTable;
  speaker_name: SpeakerNameTable;
  favourite_voice: FavouriteVoiceTable;
  share: ShareTable;
  share_file: ShareFileTable;
  local_engine_job: LocalEngineJobTable;
  local_engine_file: LocalEngineFileTable;
  rate_counter: RateCounterTable;
  upload_lock: UploadLockTable;
  bucket_upload: BucketUploadTable;
  bucket_upload_part: BucketUploadPartTable;
  instance: InstanceTable;
}
