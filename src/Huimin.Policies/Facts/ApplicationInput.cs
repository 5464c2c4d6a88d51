namespace Huimin.Policies;

/// <summary>
/// What only the application form of a programme tells (<c>inputs:</c>), such as the kind of an emergency: a fact that is asked for
/// one decision and recorded nowhere else. <see cref="Fact.Index"/> is its position among the programme's inputs.
/// </summary>
public sealed class ApplicationInput : Fact
{
    internal ApplicationInput(Programme programme, FactSpec spec) : base(spec) => Programme = programme;

    public Programme Programme { get; }

    /// <summary><c>temporary_assistance.kind</c></summary>
    public override string ToString() => $"{Programme.Code}.{Code}";
}
