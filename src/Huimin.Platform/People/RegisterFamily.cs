using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>A member of a family that is registered at a counter.</summary>
/// <param name="CitizenId">Empty for somebody without one, or whose number stands under another name.</param>
/// <param name="BirthDate">Taken from the number where there is one.</param>
public sealed record NewMember(string Name, string CitizenId, Relation Relation, Sex Sex, DateOnly? BirthDate, string Phone, string BankAccount);

/// <summary>A family that is not on record.</summary>
/// <param name="Region">12-digit code of its village or community.</param>
/// <param name="Note">Why there is no number, for members without one; on the trail.</param>
/// <param name="Token">Drawn with the form: sent twice, it registers once.</param>
public sealed record NewFamily(long Region, Hukou Hukou, string Address, IReadOnlyList<NewMember> Members, string Note, string Token);

/// <summary>What was registered.</summary>
public sealed record RegisteredFamily(long HouseholdId, IReadOnlyList<long> People);

/// <summary>A person who stands under a number already, as far as the reader may know.</summary>
/// <param name="Id">Null where the record is another office's.</param>
/// <param name="MaskedId">37**************17.</param>
public sealed record SamePerson(long? Id, string Name, string MaskedId, long? HouseholdId);

/// <summary>
/// Puts a person or family on record that nobody has looked for before 登记人员: people without ID, people from elsewhere in an emergency. A number
/// that stands under another name is never taken a second time.
/// </summary>
public sealed class RegisterFamily(AppDbContext context, Keyring keyring, TimeProvider clock)
{
    public const int MostMembers = 20;
    private const int LongestName = 50;
    private const int LongestAddress = 100;

    /// <exception cref="CannotRunException">The duty does not allow it, a number is wrong or another person's, or something is missing; in words.</exception>
    public async Task<RegisteredFamily> RunAsync(NewFamily family, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (!context.Acting.May(Permissions.AssistCases))
            throw new CannotRunException($"您的岗位不能登记人员。");
        if (family.Token.Length is < 16 or > 60)
            throw new CannotRunException($"页面不完整，请重新打开再办。");
        var key = "intake-" + family.Token;
        if (await context.Households.AsNoTracking().Where(h => h.ExternalKey == key).Select(h => (long?)h.Id).FirstOrDefaultAsync(cancellation) is { } before)
            return new RegisteredFamily(before, await context.People.Where(p => p.HouseholdId == before).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancellation));
        await RequirePlaceAsync(family.Region, cancellation);
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var (address, note) = (Text(family.Address, LongestAddress), Text(family.Note, 200));
        if (family.Members.Count is 0 or > MostMembers)
            throw new CannotRunException($"请至少登记一个人，一户最多{MostMembers}人。");
        var isDemo = await context.Cities.AnyAsync(c => c.Demo != null, cancellation);
        var members = family.Members.Select(m => Checked(m, today, isDemo)).ToList();
        if (members.Exists(m => m.CitizenId.Length == 0) && note.Length == 0)
            throw new CannotRunException($"有人没有身份证号，请写明原因，例如：出生未上户口、证件遗失、号码与他人重复。");
        if (members.Where(m => m.CitizenId.Length > 0).GroupBy(m => m.CitizenId, StringComparer.Ordinal).Any(g => g.Count() > 1))
            throw new CannotRunException($"这户有两个人填了同一个身份证号，请核对。");
        foreach (var member in members)
        {
            if (await FindSameAsync(member.CitizenId, cancellation) is [var same, ..])
                throw Taken(same);
        }

        return await SaveAsync(family, members, address, note, key, today, cancellation);
    }

    /// <summary>Who stands under the number already, anywhere in the city. Of people of other offices nothing but the masked number is told.</summary>
    public async Task<IReadOnlyList<SamePerson>> FindSameAsync(string citizenId, CancellationToken cancellation = default)
    {
        if (!CitizenId.TryParse(citizenId, out var id, out _))
            return [];
        await keyring.RefreshAsync(context, cancellation);
        var indexes = keyring.Indexes(SealedColumn.CitizenId, id.ToString());
        if (indexes.Count == 0)
            return [];
        var (one, other) = (indexes[0], indexes[^1]);
        await using var everywhere = context.OwnDatabase.CreateContext();
        var found = await everywhere.People.AsNoTracking().Where(p => p.CitizenIdIndex == one || p.CitizenIdIndex == other).OrderBy(p => p.Id).Take(5).ToListAsync(cancellation);
        return [.. found.Select(p => context.Acting.Reach.Holds(p.Region)
            ? new SamePerson(p.Id, p.Name, id.Masked, p.HouseholdId)
            : new SamePerson(null, Masking.Name(p.Name), id.Masked, null))];
    }

    private static CannotRunException Taken(SamePerson same) => same.Id is null
        ? new CannotRunException($"身份证号{same.MaskedId}已经登记在别的地方的{same.Name}名下。请核对证件：是同一个人的，用跨域受理办理；号码确实与他人重复的，号码留空并写明情况。")
        : new CannotRunException($"身份证号{same.MaskedId}已经登记在{same.Name}名下。请核对证件：是同一个人的，请返回查找；号码确实与他人重复的，号码留空并写明情况。");

    private static NewMember Checked(NewMember member, DateOnly today, bool isDemo)
    {
        var name = Text(member.Name, LongestName);
        if (name.Length == 0)
            throw new CannotRunException($"请填写姓名。不知道姓名的，写“无名氏”。");
        var (id, sex, birth) = ("", member.Sex, member.BirthDate);
        if (member.CitizenId.Trim().Length > 0)
        {
            if (!CitizenId.TryParse(member.CitizenId, out var parsed, out var wrong))
                throw new CannotRunException($"{name}的身份证号不对：{wrong}。请对照证件重新填写；没有证件的留空并写明原因。");
            if (isDemo && !parsed.IsDemonstration)
                throw new CannotRunException($"演示城市只登记虚构的人：身份证号要以99开头。");
            (id, sex, birth) = (parsed.ToString(), parsed.Sex, parsed.Birth);
        }

        if (birth > today || birth < new DateOnly(1900, 1, 1))
            throw new CannotRunException($"{name}的出生日期应在1900年到今天之间。");
        if (!Enum.IsDefined(sex) || !Enum.IsDefined(member.Relation))
            throw new CannotRunException($"请选择{name}的性别和与户主关系。");
        return member with { Name = name, CitizenId = id, Sex = sex, BirthDate = birth, Phone = PhoneOf(member, name), BankAccount = AccountOf(member, name) };
    }

    private static string PhoneOf(NewMember member, string name) => member.Phone.Trim().Length == 0 ? ""
        : PhoneNumber.TryParse(member.Phone, out var phone, out var wrong) ? phone.ToString() : throw new CannotRunException($"{name}的联系电话不对：{wrong}。");

    private static string AccountOf(NewMember member, string name) => member.BankAccount.Trim().Length == 0 ? ""
        : Values.BankAccount.TryParse(member.BankAccount, passbook: false, out var account, out var wrong) ? account.ToText() : throw new CannotRunException($"{name}的银行账号不对：{wrong}。");

    private async Task RequirePlaceAsync(long region, CancellationToken cancellation)
    {
        if (!context.Acting.Reach.Holds(region) || !await context.Regions.Current().AnyAsync(r => r.Code == region && r.Level == RegionLevel.Village, cancellation))
            throw new CannotRunException($"请选择您岗位范围内的村或者社区。");
    }

    private async Task<RegisteredFamily> SaveAsync(NewFamily family, List<NewMember> members, string address, string note, string key, DateOnly today, CancellationToken cancellation)
    {
        var sealer = await keyring.SealerAsync(context, cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var free = (await context.Database.SqlQuery<FreeIds>($"""
            UPDATE city SET next_household_id = next_household_id + 1, next_person_id = next_person_id + {members.Count}, data_version = data_version + 1
            RETURNING next_household_id - 1 AS "Household", next_person_id - {members.Count} AS "Person"
            """).ToListAsync(cancellation))[0];
        var household = new Household { Id = free.Household, Region = family.Region, ExternalKey = key, Hukou = family.Hukou, OpenedOn = today, PlainAddress = address };
        sealer.Seal(household);
        context.Add(household);
        var people = members.Select((m, i) => new Person
        {
            Id = free.Person + i,
            HouseholdId = household.Id,
            Region = family.Region,
            Relation = m.Relation,
            MemberSince = today,
            Name = m.Name,
            Sex = m.Sex,
            BirthDate = m.BirthDate,
            Secrets = new PersonSecrets { CitizenId = Null(m.CitizenId), Phone = Null(m.Phone), BankAccount = Null(m.BankAccount) },
        }).ToList();
        people.ForEach(sealer.Seal);
        context.AddRange(people);
        context.Record(new AuditEntry(AuditAction.RegisterFamily, $"household:{household.Id}")
        {
            Region = family.Region,
            Reason = note,
            After = new { persons = people.Count, without_id = members.Count(m => m.CitizenId.Length == 0) },
        });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new RegisteredFamily(household.Id, people.ConvertAll(p => p.Id));
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;

    private static string Text(string? text, int longest)
    {
        var clean = new string([.. (text ?? "").Where(c => !char.IsControl(c))]).Trim();
        return clean.Length <= longest ? clean : throw new CannotRunException($"最多写{longest}个字。");
    }

    /// <summary>The ids that one registration takes.</summary>
    private sealed class FreeIds
    {
        public long Household { get; init; }

        public long Person { get; init; }
    }
}
