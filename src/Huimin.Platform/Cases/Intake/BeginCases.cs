using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Intake;

/// <summary>An application as it is handed in: one or several matters of one family 一次申请.</summary>
/// <param name="Types">Codes of the matters.</param>
/// <param name="Region">12-digit code of the place whose office handles it; of the family's village where a household is given.</param>
/// <param name="Person">Whom it is about, for matters of persons.</param>
/// <param name="Applicant">Name as it is shown; of a protected child masked.</param>
/// <param name="Answers">To the questions of all the matters.</param>
/// <param name="Token">Drawn with the form: sent twice, it begins once.</param>
public sealed record Application(
    IReadOnlyList<string> Types, long Region, long? Household, long? Person, string Applicant, CaseChannel Channel, CaseForm Answers, string Token)
{
    /// <summary>The unit that receives it for another place; null at home.</summary>
    public long? IntakeRegion { get; init; }

    /// <summary>The award that is looked at again.</summary>
    public long? AwardId { get; init; }

    /// <summary>In UTC: when another office received it, which hands it over; null for now.</summary>
    public DateTime? ReceivedAt { get; init; }

    /// <summary>Nobody follows it without an account: its token is no secret, and the code would follow from it.</summary>
    public bool IsUntracked { get; init; }
}

/// <summary>What was begun.</summary>
/// <param name="Ids">Of the cases, in the order of the matters.</param>
/// <param name="TrackCode">With which the applicant follows them without an account; only now is it known.</param>
public sealed record Begun(IReadOnlyList<long> Ids, IReadOnlyList<string> Numbers, string TrackCode)
{
    /// <summary>The same form was sent before: this is what it began then.</summary>
    public bool IsAgain { get; init; }
}

/// <summary>Takes an application in: a case of each matter, each with its number, in one transaction 登记申请.</summary>
public sealed class BeginCases(CaseOffice office)
{
    /// <exception cref="CannotRunException">A matter is unknown or open already for the same family, or the duty does not allow it.</exception>
    public async Task<Begun> RunAsync(Application application, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(application);
        return (await RunAllAsync([application], cancellation))[0];
    }

    /// <summary>Takes several applications in, of different families or of none: all of them or none.</summary>
    /// <returns>What each began, in their order.</returns>
    /// <exception cref="CannotRunException">One of them cannot be taken in.</exception>
    public async Task<IReadOnlyList<Begun>> RunAllAsync(IReadOnlyList<Application> applications, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(applications);
        var context = office.Context;
        var before = await BeforeAsync(applications, cancellation);
        var ready = new List<(Application Application, List<CaseType> Types, List<long> Ids)>();
        foreach (var application in applications.Where(a => !before.ContainsKey(a.Token)))
        {
            var types = TypesOf(application);
            await RefuseSecondAsync(application, types, cancellation);
            var ids = new List<long>();
            foreach (var type in types)
            {
                Require(type.CurrentForm, application.Answers);
                // Drawn before the transaction: a new block of ids is taken by a connection of its own.
                ids.Add(await context.OwnDatabase.Ids.NextAsync("case", cancellation));
            }

            ready.Add((application, types, ids));
        }

        if (ready.Count == 0)
            return [.. applications.Select(a => before[a.Token])];
        await office.DelegationsAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var begun = new Dictionary<string, Begun>(StringComparer.Ordinal);
        foreach (var (application, types, ids) in ready)
            begun.Add(application.Token, await AddAsync(application, types, ids, cancellation));
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return [.. applications.Select(a => before.GetValueOrDefault(a.Token) ?? begun[a.Token])];
    }

    /// <summary>Hash of a code that an applicant follows a case with.</summary>
    public static byte[] TrackHash(long applicationId, string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{applicationId}/{code}")));

    /// <summary>What the applicant says about relatives files the case at once: the county visits every one 近亲属备案.</summary>
    internal void FileRelatives(Case record)
    {
        if (record.IsOfRelatives || record.Answers?.IsYes(ApplicantAnswers.Relative) != true)
            return;
        record.FileRelatives();
        office.Add(record, CaseEventKind.RelativesFiled, record.Step, Texts.In(false, $"申请表中本人申报"), null);
    }

    private List<CaseType> TypesOf(Application application)
    {
        if (application.Token.Length is < 8 or > 60)
            throw new CannotRunException($"页面不完整，请重新打开再办。");
        var types = application.Types.Distinct(StringComparer.Ordinal).Select(office.Catalogue.Of).ToList();
        return types.Count > 0 ? types : throw new CannotRunException($"请选择要办的事项。");
    }

    private async Task<Begun> AddAsync(Application application, List<CaseType> types, List<long> ids, CancellationToken cancellation)
    {
        var (code, numbers) = (TrackCode.Of(application.Token), new List<string>());
        foreach (var (i, type) in types.Index())
        {
            var unit = CaseOffice.Unit(application.Region, RegionLevel.Township);
            numbers.Add(CaseNumber.Of(unit, office.Today.Year, await NumberSeries.NextAsync(office.Context, unit, NumberSeries.Cases, office.Today.Year, cancellation)));
            var record = New(application, type, ids[i], ids[0], numbers[i], i, code);
            await office.SealAsync(record, Own(type.CurrentForm, type, application.Answers), cancellation);
            record.Submit(type, office.Moment);
            office.Context.Add(record);
            office.Add(record, CaseEventKind.Received, "", "", application.Token);
            FileRelatives(record);
        }

        return new Begun(ids, numbers, code);
    }

    private Case New(Application application, CaseType type, long id, long first, string number, int index, string code)
    {
        var record = new Case
        {
            Id = id,
            Number = number,
            Type = type.Code,
            Line = type.Line,
            FormVersion = type.CurrentForm.Number,
            Channel = application.Channel,
            IntakeRegion = application.IntakeRegion,
            ApplicationId = first,
            AwardId = application.AwardId,
            ReceivedAt = application.ReceivedAt ?? office.Now,
            TrackHash = application.IsUntracked ? null : TrackHash(first, code),
            Token = TokenOf(application, index),
        };
        record.About(application.Region, application.Household, type.Scope == CaseScope.Person ? application.Person : OnlyIfAlone(application), application.Applicant);
        return record;
    }

    /// <summary>A family's matter is about one member only where that member applies alone 单人户.</summary>
    private static long? OnlyIfAlone(Application application) => application.Answers.IsYes(Assessing.AssessCase.Alone) ? application.Person : null;

    /// <summary>By token, forms that were sent before: what they began the first time.</summary>
    private async Task<Dictionary<string, Begun>> BeforeAsync(IReadOnlyList<Application> applications, CancellationToken cancellation)
    {
        var before = new Dictionary<string, Begun>(StringComparer.Ordinal);
        foreach (var part in applications.Chunk(500))
        {
            var tokens = part.SelectMany(a => a.Types.Select((_, i) => TokenOf(a, i))).ToList();
            var cases = await office.Context.Cases.AsNoTracking().Where(c => tokens.Contains(c.Token)).OrderBy(c => c.Id).Select(c => new { c.Id, c.Number, c.Token }).ToListAsync(cancellation);
            foreach (var same in cases.GroupBy(c => c.Token[..c.Token.LastIndexOf('/')], StringComparer.Ordinal))
                before[same.Key] = new Begun([.. same.Select(c => c.Id)], [.. same.Select(c => c.Number)], TrackCode.Of(same.Key)) { IsAgain = true };
        }

        return before;
    }

    private static string TokenOf(Application application, int index) => string.Create(CultureInfo.InvariantCulture, $"{application.Token}/{index}");

    private async Task RefuseSecondAsync(Application application, List<CaseType> types, CancellationToken cancellation)
    {
        foreach (var type in types)
        {
            if (await OpenOneAsync(office.Context, type, application.Household, application.Person, cancellation) is { } open)
                throw new CannotRunException($"这户家庭的“{type.Name}”正在办理，受理号{open}，不用重复申请。");
        }
    }

    /// <summary>Number of the case of the same matter that is open for the family or person; null for none.</summary>
    internal static async Task<string?> OpenOneAsync(AppDbContext context, CaseType type, long? household, long? person, CancellationToken cancellation) => household is null
        ? null
        : await context.Cases.Where(c => c.HouseholdId == household && c.Type == type.Code && c.State != CaseState.Closed && c.State != CaseState.Draft)
            .Where(c => type.Scope == CaseScope.Household || c.PersonId == person).Select(c => c.Number).FirstOrDefaultAsync(cancellation);

    /// <summary>The answers to this matter's own questions.</summary>
    internal static CaseForm Own(FormVersion form, CaseType type, CaseForm answers)
    {
        var own = new CaseForm();
        foreach (var field in form.Fields.Concat(type.Steps.SelectMany(s => s.Fields)).Concat(ApplicantAnswers.All))
            own[field.Code] = answers[field.Code];
        return own;
    }

    /// <summary>What is answered must be an answer; what is missing is asked for at the counter.</summary>
    internal static void Require(FormVersion form, CaseForm answers)
    {
        foreach (var field in form.Fields.Concat(ApplicantAnswers.All))
        {
            if (FieldAnswers.Problem(field, answers[field.Code]) is { } problem)
                throw new CannotRunException(problem);
        }
    }
}
