using Huimin.Platform.Cases.Types;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases.Intake;

/// <summary>
/// What an application says besides the matter's own questions: who applies where nobody on record was found, and who applies on
/// behalf of whom. It lies sealed with the answers.
/// </summary>
public static class ApplicantAnswers
{
    /// <summary>The applicant as typed; empty once a record is linked from the start.</summary>
    public static readonly FormField Name = new("applicant.name", $"申请人姓名") { Required = true };

    /// <summary>Empty for somebody without a number.</summary>
    public static readonly FormField CitizenId = new("applicant.id", $"身份证号", FieldKind.CitizenId) { Help = $"没有身份证的可以不填，镇上会帮您核实身份。" };

    /// <summary>Why there is no number, or whose the number seems to be.</summary>
    public static readonly FormField Note = new("applicant.note", $"身份情况说明", FieldKind.LongText);

    public static readonly FormField OnBehalf = new("proxy.is", $"是替别人申请吗", FieldKind.YesNo) { Required = true };

    public static readonly FormField ProxyName = new("proxy.name", $"代办人姓名") { Required = true, When = f => f.IsYes("proxy.is") };

    public static readonly FormField ProxyPhone = new("proxy.phone", $"代办人电话", FieldKind.Phone) { When = f => f.IsYes("proxy.is") };

    public static readonly FormField Mandate = new("proxy.mandate", $"和申请人的关系、受谁委托") { Required = true, When = f => f.IsYes("proxy.is"), Help = $"例如：儿子；邻居，本人口头委托；村协理员，委托书已签。" };

    /// <summary>Where a found case was found, or which office handed it over.</summary>
    public static readonly FormField Origin = new("intake.origin", $"从哪里发现或者转来");

    public static IReadOnlyList<FormField> All { get; } = [OnBehalf, ProxyName, ProxyPhone, Mandate, Origin, Name, CitizenId, Note];

    /// <summary>Somebody of the applicant's family is a close relative of whoever handles it or of the village committee 近亲属.</summary>
    public const string Relative = "relative";

    /// <summary>Beside the questions at a counter, where only some applications need them.</summary>
    public static FormattableString ProxyHelp => $"代办的填，例如村协理员的姓名";

    public static FormattableString OriginHelp => $"主动发现、转办的填";

    public static FormattableString NoMembers => $"这户家庭没有登记的成员，请先登记。";

    /// <summary>What the way in which it came asks for and is not said; null when all is.</summary>
    public static FormattableString? Missing(CaseChannel channel, CaseForm answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (channel == CaseChannel.Proxy && (answers[ProxyName.Code].Length == 0 || answers[Mandate.Code].Length == 0))
            return $"代办的，请写代办人姓名和受谁委托。";
        if (channel is CaseChannel.Found or CaseChannel.HandedOver && answers[Origin.Code].Length == 0)
            return $"主动发现、转办的，请写从哪里发现或者转来。";
        return null;
    }

    /// <summary>Numbers as they are kept: without blanks and in the long form.</summary>
    public static string Plain(FormField field, string answer)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(answer);
        return field.Kind switch
        {
            FieldKind.CitizenId when Values.CitizenId.TryParse(answer, out var id, out _) => id.ToString(),
            FieldKind.Phone when PhoneNumber.TryParse(answer, out var phone, out _) => phone.ToString(),
            FieldKind.BankAccount when BankAccount.TryParse(answer, passbook: false, out var account, out _) => account.ToText(),
            FieldKind.Supporters => LegalSupporter.Plain(answer),
            _ => answer,
        };
    }

    /// <summary>An answer as check pages and officers see it: numbers masked.</summary>
    public static string Masked(FormField field, string answer)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Length == 0 ? "" : field.Kind switch
        {
            FieldKind.CitizenId => Privacy.Masking.CitizenId(answer),
            FieldKind.Phone => Privacy.Masking.Phone(answer),
            FieldKind.BankAccount => Privacy.Masking.BankAccount(answer),
            FieldKind.Supporters => LegalSupporter.Masked(answer),
            _ => answer,
        };
    }
}
