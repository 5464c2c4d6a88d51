using Huimin.Platform.Files.Storing;
using Huimin.Platform.People;

namespace Huimin.Platform.Privacy;

/// <summary>Seals what is new or changed with one data key. Safe for all threads.</summary>
public sealed class Sealer
{
    private readonly Keyring keyring;
    private readonly OpenKey key;

    internal Sealer(Keyring keyring, OpenKey key) => (this.keyring, this.key) = (keyring, key);

    /// <summary>Number of the data key.</summary>
    public short Key => key.Number;

    /// <summary>Seals a person's <see cref="Person.Secrets"/> into the columns that are stored; of a protected child the plain name becomes its masked form.</summary>
    public void Seal(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var secrets = person.Secrets ?? throw new InvalidOperationException($"The secrets of person {person.Id} are not known.");
        var id = secrets.CitizenId;
        person.CitizenId = SealOrNull(SealedColumn.CitizenId, person.Id, id);
        person.CitizenIdIndex = Index(SealedColumn.CitizenId, id);
        person.CitizenIdTailIndex = id is null ? null : key.TailIndex(id.AsSpan(id.Length - 4));
        person.Phone = SealOrNull(SealedColumn.Phone, person.Id, secrets.Phone);
        person.PhoneIndex = Index(SealedColumn.Phone, secrets.Phone);
        person.BankAccount = SealOrNull(SealedColumn.BankAccount, person.Id, secrets.BankAccount);
        person.SealedName = SealOrNull(SealedColumn.Name, person.Id, secrets.ProtectedName);
        person.NameIndex = Index(SealedColumn.Name, secrets.ProtectedName);
        if (secrets.ProtectedName is { } name)
            person.Name = Masking.Name(name);
        person.SealKey = key.Number;
    }

    /// <summary>Seals a household's <see cref="Household.PlainAddress"/>.</summary>
    public void Seal(Household household)
    {
        ArgumentNullException.ThrowIfNull(household);
        var address = household.PlainAddress ?? throw new InvalidOperationException($"The address of household {household.Id} is not known.");
        household.Address = key.Seal(SealedColumn.Address, household.Id, address);
        household.SealKey = key.Number;
    }

    /// <summary>Seals a text for its column and row.</summary>
    public SealedText Seal(SealedColumn column, long row, string text)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(text);
        return key.Seal(column, row, text);
    }

    /// <summary>Likewise; null stays null.</summary>
    public SealedText? SealOrNull(SealedColumn column, long row, string? text) => text is null ? null : key.Seal(column, row, text);

    /// <summary>Seals the name and the content of a file.</summary>
    public void Seal(StoredFile file, string name, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        file.Name = key.Seal(SealedColumn.FileName, file.Id, name);
        file.Content = new StoredContent { Id = file.Id, Bytes = key.Seal(SealedColumn.FileContent, file.Id, content) };
        file.SealKey = key.Number;
    }

    /// <summary>Opens with whatever key and seals with this one.</summary>
    internal void Reseal(Person person)
    {
        person.Secrets = keyring.Open(person);
        Seal(person);
    }

    internal void Reseal(Household household)
    {
        household.PlainAddress = keyring.Open(household);
        Seal(household);
    }

    internal void Reseal(StoredFile file) => Seal(file, keyring.NameOf(file), keyring.Open(file));

    /// <summary>Likewise for a single column.</summary>
    internal SealedText Reseal(SealedColumn column, long row, SealedText text) => key.Seal(column, row, keyring.Open(column, row, text));

    private byte[]? Index(SealedColumn column, string? text) => text is null ? null : key.Index(column, text);
}
