-- How often a record is in the current version of its file: the verdicts of a file are those of this version, while the contracts of earlier versions of a file that
-- adds up stay. `times` counts all versions that count, `current_times` the current one.
alter table sighting add column current_times int not null default 0;

update sighting set current_times = sighting.times from resource
where resource.id = sighting.resource and resource.updates = 'replaced';

update sighting set current_times = counted.times
from (
  select last.resource, o.record, count(*)::int as times
  from resource x
    cross join lateral (
      select v.id, v.resource from version v where v.resource = x.id and v.state = 'accepted' order by v.fetched_at desc limit 1) last
    join listing l on l.version = last.id cross join lateral unnest(l.records) as o(record)
  where x.updates = 'added'
  group by last.resource, o.record) counted
where sighting.resource = counted.resource and sighting.record = counted.record;

alter table sighting alter column current_times drop default;
