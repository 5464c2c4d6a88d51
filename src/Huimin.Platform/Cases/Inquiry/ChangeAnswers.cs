using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Cases.Inquiry;

/// <summary>Changes answers of the form, by the version that the case began with 更改申请内容. The timeline says which, never what.</summary>
public sealed class ChangeAnswers(CaseOffice office)
{
    /// <param name="changed">By the codes of fields; what is not in it stays. An empty answer takes the old one away.</param>
    /// <exception cref="CannotRunException">An answer is none, nothing changes, or the case does not allow it.</exception>
    public async Task RunAsync(long id, Sent sent, IReadOnlyDictionary<string, string> changed, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        reason = CaseOffice.Text(reason);
        if (await office.OpenAsync(id, sent, CaseAction.ChangeForm, cancellation) is not { } file)
            return;
        var (form, fields) = (file.Answers.Copy(), new List<FormField>());
        foreach (var field in FieldsOf(file))
        {
            if (!changed.TryGetValue(field.Code, out var entered))
                continue;
            if (FieldAnswers.Problem(field, entered) is { } problem)
                throw new CannotRunException(problem);
            // Browsers send the ends of lines in their own way.
            var answer = ApplicantAnswers.Plain(field, entered.ReplaceLineEndings("\n"));
            if (answer == form[field.Code].ReplaceLineEndings("\n"))
                continue;
            form[field.Code] = answer;
            fields.Add(field);
        }

        if (fields.Count == 0)
            throw new CannotRunException($"没有改动，不用保存。");
        if (file.Record.AcceptedOn is not null && FieldsOf(file).FirstOrDefault(f => f is { Required: true, ForOfficers: false } && f.When?.Invoke(form) != false && form[f.Code].Length == 0) is { } missing)
            throw new CannotRunException($"请填写：{missing.Name}。");
        await office.SealAsync(file.Record, form, cancellation);
        var names = string.Join('、', fields.Select(f => Texts.In(false, f.Name)));
        await office.SaveAsync(file, CaseEventKind.FormChanged, file.Record.Step, reason.Length == 0 ? names : $"{names}\n{reason}", sent, cancellation);
    }

    /// <summary>The questions of the case: of its form, and what was found at its steps.</summary>
    public static IEnumerable<FormField> FieldsOf(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Form.Fields.Concat(ApplicantAnswers.All.Where(f => file.Answers[f.Code].Length > 0)).Concat(file.Type.Steps.SelectMany(s => s.Fields).Where(f => file.Answers[f.Code].Length > 0)).DistinctBy(f => f.Code);
    }

    /// <summary>Whether the answer is shown masked.</summary>
    public static bool IsMasked(FormField field) => field?.Kind is FieldKind.Phone or FieldKind.CitizenId or FieldKind.BankAccount or FieldKind.Supporters;
}

/// <summary>Shows one masked answer in full 查看完整信息: who, why and when is on the trail before it is shown.</summary>
public sealed class RevealAnswer(CaseOffice office)
{
    /// <exception cref="CannotRunException">The duty does not allow it, the case is not within reach, or no reason is given.</exception>
    public async Task<string> RunAsync(long id, string field, string reason, CancellationToken cancellation = default)
    {
        var context = office.Context;
        if (!context.Acting.May(Permissions.RevealPeople))
            throw new CannotRunException($"您的岗位不能查看完整信息。");
        reason = CaseOffice.Text(reason, longest: RevealSecret.MostReasonLetters);
        if (reason.Length < RevealSecret.LeastReasonLetters)
            throw new CannotRunException($"请写明查看的理由，{RevealSecret.LeastReasonLetters}到{RevealSecret.MostReasonLetters}个字。");
        var file = await office.ReadAsync(id, cancellation) ?? throw new CannotRunException($"没有这件案件，或者不在您的岗位范围内。");
        if (ChangeAnswers.FieldsOf(file).FirstOrDefault(f => f.Code == field) is not { } asked || !ChangeAnswers.IsMasked(asked))
            throw new CannotRunException($"请选择看哪一项。");
        context.Record(new AuditEntry(AuditAction.Reveal, string.Create(CultureInfo.InvariantCulture, $"case:{id}")) { Region = file.Record.Region, Reason = reason, After = new { field } });
        await context.SaveChangesAsync(cancellation);
        return file.Answers[field];
    }
}
