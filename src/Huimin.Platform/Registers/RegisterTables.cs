using Huimin.Platform.Data;
using Huimin.Platform.People;

namespace Huimin.Platform.Registers;

/// <summary>Bulk forms of the tables of registers.</summary>
internal static class RegisterTables
{
    /// <summary>Kind of the ids of entries, versions and records: one sequence for all three.</summary>
    public const string Ids = "register";

    public static readonly BulkTable<RegisterEntry> Entry = new(
        "register_entry",
        [
            "id", "type", "line", "region", "name", "person_id", "household_id", "category", "state", "state_since", "opened_on", "closed_on", "since", "expires_on",
            "next_due_on", "amount", "quantity", "fields", "secrets", "seal_key", "revision", "succeeds", "changed_at", "account_id", "reason",
        ],
        static (e, row) =>
        {
            row.Int64(e.Id);
            row.Text(e.Type);
            row.Text(e.Line);
            row.Int64(e.Region);
            row.Text(e.Name);
            row.Int64(e.PersonId);
            row.Int64(e.HouseholdId);
            row.Text(e.Category);
            row.Text(e.State);
            row.Date(e.StateSince);
            row.Date(e.OpenedOn);
            row.Date(e.ClosedOn);
            row.Date(e.Since);
            row.Date(e.ExpiresOn);
            row.Date(e.NextDueOn);
            row.Int64(e.Amount);
            row.Int64(e.Quantity);
            row.Text(e.Fields);
            PeopleTables.Write(e.Secrets, row);
            row.Int16(e.SealKey);
            row.Int64(e.Revision);
            row.Int64(e.Succeeds);
            row.Moment(e.ChangedAt);
            row.Int64(e.AccountId);
            row.Text(e.Reason);
        });

    public static readonly BulkTable<RegisterVersion> Version = new(
        "register_version",
        [
            "id", "entry_id", "number", "from_day", "to_day", "changed_at", "account_id", "reason", "region", "name", "category", "state", "expires_on", "amount",
            "quantity", "fields", "secrets", "seal_key",
        ],
        static (v, row) =>
        {
            row.Int64(v.Id);
            row.Int64(v.EntryId);
            row.Int64(v.Number);
            row.Date(v.From);
            row.Date(v.To);
            row.Moment(v.ChangedAt);
            row.Int64(v.AccountId);
            row.Text(v.Reason);
            row.Int64(v.Region);
            row.Text(v.Name);
            row.Text(v.Category);
            row.Text(v.State);
            row.Date(v.ExpiresOn);
            row.Int64(v.Amount);
            row.Int64(v.Quantity);
            row.Text(v.Fields);
            PeopleTables.Write(v.Secrets, row);
            row.Int16(v.SealKey);
        });

    public static readonly BulkTable<RegisterRecord> Record = new(
        "register_record",
        [
            "id", "entry_id", "number", "kind", "region", "day", "due_on", "done_on", "account_id", "changed_at", "person_id", "category", "outcome", "amount",
            "quantity", "fields", "secrets", "seal_key",
        ],
        static (r, row) =>
        {
            row.Int64(r.Id);
            row.Int64(r.EntryId);
            row.Int32(r.Number);
            row.Text(r.Kind);
            row.Int64(r.Region);
            row.Date(r.Day);
            row.Date(r.DueOn);
            row.Date(r.DoneOn);
            row.Int64(r.AccountId);
            row.Moment(r.ChangedAt);
            row.Int64(r.PersonId);
            row.Text(r.Category);
            row.Text(r.Outcome);
            row.Int64(r.Amount);
            row.Int64(r.Quantity);
            row.Text(r.Fields);
            PeopleTables.Write(r.Secrets, row);
            row.Int16(r.SealKey);
        });
}
