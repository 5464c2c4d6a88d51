namespace Huimin.Platform.Programmes.Publishing;

/// <summary>What the forms of a draft refuse before anything is changed.</summary>
internal static class DraftRefusal
{
    public static CannotRunException NotAMonth(string text) => new($"{text} 不是月份，应写作 2026-11。");

    public static CannotRunException NoLaw() => new($"请写文件依据。");

    public static CannotRunException EmptyValue() => new($"请填写每一个值。");

    public static CannotRunException FileExists(string path) => new($"已经有文件 {path}。");

    public static CannotRunException ProgrammeExists(string code) => new($"已经有项目 {code}；要改它的参数，请用上面一栏。");
}
