using System.Text.Json;
using Huimin.Platform.Ui;

namespace Huimin.Platform.Audit;

/// <summary>How the audit trail is written on pages.</summary>
public static class AuditWords
{
    /// <summary>The actions that a search offers, in the order of the list.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        AuditAction.SignIn, AuditAction.SignOut, AuditAction.Denied, AuditAction.Reveal, AuditAction.Export, AuditAction.ImportPeople, AuditAction.ImportRegions, AuditAction.ImportRegister,
        AuditAction.MakeDemo, AuditAction.Sweep, AuditAction.Migrate, AuditAction.RotateKeys, AuditAction.RowSecurity, AuditAction.SearchAudit, AuditAction.ArchiveAudit,
        AuditAction.AcceptAudit, AuditAction.BeginAudit,
        "account.add", "account.change", "role.add", "role.change", "role.remove", "post.add", "post.change", "policy_draft.change", "policy_version.add", "setting.add", "setting.change",
        "data_check_consent.add", "data_check_consent.change", AuditAction.ApplyRetention,
        "stored_file.add", "stored_file.view", AuditAction.RecordFacts, AuditAction.ImportChecks, "check_batch.add",
        AuditAction.RegisterFamily, AuditAction.FindElsewhere, AuditAction.Track,
        "report.add", "report.change",
        "register_entry.add", "register_entry.change", "register_record.add", "register_record.change",
    ];

    extension(Words words)
    {
        /// <summary>An action in words; one that is not known here by its code.</summary>
        public string Action(string code)
        {
            ArgumentNullException.ThrowIfNull(code);
            return code switch
            {
                AuditAction.SignIn => words["登录"],
                AuditAction.SignOut => words["退出登录"],
                AuditAction.Denied => words["越权访问"],
                AuditAction.Reveal => words["查看完整信息"],
                AuditAction.Export => words["导出"],
                AuditAction.ImportPeople => words["导入人员"],
                AuditAction.ImportRegions => words["导入区划"],
                AuditAction.ImportRegister => words["导入台账"],
                AuditAction.MakeDemo => words["生成演示城市"],
                AuditAction.Sweep => words["全员比对"],
                AuditAction.Migrate => words["升级数据库"],
                AuditAction.RotateKeys => words["更换密钥"],
                AuditAction.RowSecurity => words["设定行级安全"],
                AuditAction.SearchAudit => words["查阅审计记录"],
                AuditAction.RecordFacts => words["登记情况"],
                AuditAction.ImportChecks => words["导入核对结果"],
                AuditAction.ApplyRetention => words["清理到期记录"],
                AuditAction.RegisterFamily => words["登记人员"],
                AuditAction.FindElsewhere => words["跨域查找"],
                AuditAction.Track => words["凭查询码查询"],
                AuditAction.ArchiveAudit => words["归档审计记录"],
                AuditAction.AcceptAudit => words["认可审计记录现状"],
                AuditAction.BeginAudit => words["代替原有审计记录"],
                _ => code.Split('.') is [var kind, var verb] ? words["{0}：{1}", words.Kind(kind), words.Verb(verb)] : code,
            };
        }

        public string Outcome(AuditOutcome outcome) => outcome switch
        {
            AuditOutcome.Done => words["成功"],
            AuditOutcome.Refused => words["被拒绝"],
            _ => words["失败"],
        };

        /// <summary>家庭 104882; what is of no known kind as it is recorded.</summary>
        public string Subject(string subject)
        {
            ArgumentNullException.ThrowIfNull(subject);
            var colon = subject.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? words.Kind(subject) : $"{words.Kind(subject[..colon])} {subject[(colon + 1)..]}";
        }

        private string Kind(string code) => code switch
        {
            "household" => words["家庭"],
            "person" or "people" => words["人员"],
            "account" => words["账号"],
            "role" => words["角色"],
            "post" => words["岗位"],
            "policy_draft" => words["政策草案"],
            "policy_version" => words["政策版本"],
            "data_check_consent" => words["核对授权"],
            "case" => words["案件"],
            "check_batch" => words["核对请求批次"],
            "check_source" => words["核对来源"],
            "check_doubt" => words["疑似匹配"],
            "stored_file" => words["附件"],
            "register" => words["台账"],
            "register_entry" => words["台账条目"],
            "register_record" => words["台账记录"],
            "retention" => words["保存期限"],
            "setting" => words["设置"],
            "page" => words["页面"],
            "requests" => words["拒收的请求"],
            "what_if" => words["测算"],
            "month" => words["月份"],
            "city" => words["城市"],
            "figures" or "entered_figure" or "figure_freeze" => words["指标数字"],
            "report" => words["报告"],
            "audit" => words["审计记录"],
            _ => code,
        };

        private string Verb(string code) => code switch
        {
            AuditAction.Add => words["新建"],
            AuditAction.Change => words["修改"],
            AuditAction.Remove => words["删除"],
            AuditAction.View => words["看过"],
            "freeze" => words["冻结"],
            "restate" => words["重述"],
            "rebuild" => words["汇总"],
            "import" => words["导入"],
            _ => code,
        };
    }

    /// <summary>Class of the <c>Tag</c>.</summary>
    public static string TagOf(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "ok",
        AuditOutcome.Refused => "bad",
        _ => "due",
    };

    /// <summary>The fields of a record with what they were before and after; null where there was nothing.</summary>
    public static IReadOnlyList<(string Field, string? Before, string? After)> Changes(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var (before, after) = (Fields(record.Before), Fields(record.After));
        return [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Select(f => (f, before.GetValueOrDefault(f), after.GetValueOrDefault(f)))];
    }

    private static Dictionary<string, string?> Fields(string? json)
    {
        if (json is null)
            return [];
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.Object
                ? parsed.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.Null ? null : p.Value.ToString(), StringComparer.Ordinal)
                : new(StringComparer.Ordinal) { [""] = json };
        }
        catch (JsonException)
        {
            // Edited behind the program's back: shown as it lies there.
            return new(StringComparer.Ordinal) { [""] = json };
        }
    }
}
