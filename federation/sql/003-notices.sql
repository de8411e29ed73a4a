-- What producers are informed of. Of all tables, the only ones that nothing can give back: a rebuild leaves them as they are, and they name files as data.gouv.fr does.

-- A digest for a producer.
create table notice (
  id int generated always as identity primary key,
  -- The organisation on data.gouv.fr, or the source where the catalogue names none.
  producer text collate "C" not null,
  at timestamptz not null,
  -- 'sending': it was about to be sent, or was sent and no clear answer came: only a person can say whether it arrived. 'failed': the portal refused it. 'dropped': a person
  -- decided not to send it.
  state text not null check (state in ('draft', 'sending', 'sent', 'failed', 'dropped')),
  -- The dataset to discuss it at; null where it has none on the portal: then only a person can send it.
  dataset text,
  -- All that it reports, in full (see `Digest`): its texts are made of it in each language.
  digest jsonb not null,
  -- In French, as it is sent: the title of the discussion, and the digest in Markdown.
  title text not null,
  comment text not null,
  -- SHA-256 of what it says.
  hash text not null,
  tried_at timestamptz,
  sent_at timestamptz,
  -- The id of the discussion on the portal; null where a person sent it in another way.
  discussion text,
  -- What became of the last attempt to send it.
  error text
);
-- One at a time: the next is not made before a person has decided on it.
create unique index notice_open on notice (producer) where state in ('draft', 'sending', 'failed');

-- What producers know of: each is reported once, and then once more when it is over.
create table notice_matter (
  producer text collate "C" not null,
  -- A file by the name of its resource (`file …`), or a dataset of daily files (`dataset source/id`).
  subject text collate "C" not null,
  kind text not null check (kind in ('broken', 'held', 'rejected')),
  -- The digest that reported it, or would have.
  notice int not null references notice,
  -- That digest was dropped: the producer knows nothing, and its end is not reported either.
  quiet boolean not null,
  -- Where it was then: {"source", "dataset", "resource", "title", "url"}.
  place jsonb not null,
  primary key (producer, subject, kind)
);
