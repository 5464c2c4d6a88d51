using Huimin.Platform.Ui;

namespace Huimin.Platform.Programmes;

/// <summary>The city's policies, read when the first page needs them.</summary>
public sealed class PolicyLibrary
{
    public string Name(string code, Words words) => code;
}
