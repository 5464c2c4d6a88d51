using Huimin.Platform.Privacy;
using Huimin.Platform.Registers;

namespace Huimin.Platform.Demo;

/// <summary>An entry of a register as somebody would have entered it, in the first of its states.</summary>
internal static class DemoEntry
{
    public const int DaysOfValidity = 365;

    /// <param name="name">As it stands in the list; of a register whose names are secret, the whole name.</param>
    public static RegisterEntry Of(
        RegisterType type, long id, long region, string name, DateOnly opened, (long? Person, long? Household) about, FieldValues plain, FieldValues secret, Sealer sealer, DateTime made)
    {
        if (type.Named.IsSecret)
        {
            secret["name"] = name;
            name = Masking.Name(name);
        }

        return new RegisterEntry
        {
            Id = id,
            Type = type.Code,
            Line = type.Line,
            PersonId = about.Person,
            HouseholdId = about.Household,
            State = type.States[0].Code,
            OpenedOn = opened,
            ChangedAt = made,
        }.With(
            new EntryContent
            {
                Region = region,
                Name = name,
                Category = type.Category is { } divided ? plain[divided] : null,
                ExpiresOn = type.Validity == Validity.Expires ? opened.AddDays(DaysOfValidity) : null,
                Amount = type.IsFund ? 0 : plain.Number(type.Amount),
                Quantity = ReadEntry.Quantity(type, plain),
                Fields = plain.Write(),
                Secrets = secret.IsEmpty ? null : sealer.Seal(SealedColumn.RegisterEntry, id, secret.Write()),
                SealKey = secret.IsEmpty ? (short)0 : sealer.Key,
            }, opened);
    }
}
