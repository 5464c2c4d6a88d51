namespace Huimin.Policies;

/// <summary>
/// What the programmes give the households of a run of neighbouring rows and their members. Programmes are named by
/// <see cref="Programme.Index"/>; rows are relative to <see cref="FirstHousehold"/>, of a programme of persons to <see cref="FirstMember"/>.
/// The worker that filled it uses it again for its next run.
/// </summary>
public sealed class ChunkOutcomes
{
    private readonly ProgrammeOutcomes[] programmes;

    internal ChunkOutcomes(PolicyPack pack) => programmes = [.. pack.Programmes.Select(p => new ProgrammeOutcomes(p.OfHousehold))];

    /// <summary>Row of the first household in the population.</summary>
    public int FirstHousehold { get; private set; }

    public int Households { get; private set; }

    /// <summary>Row of the first member in the population.</summary>
    public int FirstMember { get; private set; }

    public int Members { get; private set; }

    /// <summary>The status of each household, or of each member; nobody is eligible for a programme that is not evaluated, or in a household without members.</summary>
    public ReadOnlySpan<OutcomeStatus> Status(int programme) => programmes[programme].Status.AsSpan(0, programmes[programme].OfHousehold ? Households : Members);

    /// <summary>Rows of the eligible, ascending.</summary>
    public ReadOnlySpan<int> Eligible(int programme) => programmes[programme].Eligible.Rows;

    /// <summary>What the eligible get, in fen, parallel to <see cref="Eligible"/>.</summary>
    public ReadOnlySpan<long> Fen(int programme) => programmes[programme].Fen.AsSpan(0, programmes[programme].Eligible.Count);

    /// <summary>How many persons an eligible household's programme covers, parallel to <see cref="Eligible"/>; 1 for a programme of persons.</summary>
    public ReadOnlySpan<int> Persons(int programme) => programmes[programme].Persons.AsSpan(0, programmes[programme].Eligible.Count);

    /// <summary>Rows of those whom an unknown fact keeps from being decided, ascending.</summary>
    public ReadOnlySpan<int> Undetermined(int programme) => programmes[programme].Undetermined.Rows;

    internal ProgrammeOutcomes this[int programme] => programmes[programme];

    internal void Begin(FactColumns population, int fromHousehold, int toHousehold)
    {
        FirstHousehold = fromHousehold;
        Households = toHousehold - fromHousehold;
        FirstMember = population.FirstMember[fromHousehold];
        Members = population.FirstMember[toHousehold] - FirstMember;
        foreach (var programme in programmes)
            programme.Begin(programme.OfHousehold ? Households : Members);
    }
}

/// <summary>The outcomes of one programme in a chunk.</summary>
internal sealed class ProgrammeOutcomes(bool ofHousehold)
{
    public bool OfHousehold => ofHousehold;

    /// <summary>By row; longer than the chunk.</summary>
    public OutcomeStatus[] Status { get; private set; } = [];

    public RowList Eligible { get; } = new();

    public RowList Undetermined { get; } = new();

    /// <summary>Parallel to <see cref="Eligible"/>.</summary>
    public long[] Fen { get; private set; } = [];

    /// <summary>Parallel to <see cref="Eligible"/>.</summary>
    public int[] Persons { get; private set; } = [];

    public void Begin(int rows)
    {
        if (Status.Length < rows)
        {
            Eligible.Clear();
            Undetermined.Clear();
            Status = new OutcomeStatus[rows];
            Fen = new long[rows];
            Persons = new int[rows];
            Eligible.Reserve(rows);
            Undetermined.Reserve(rows);
        }
        // Few rows are not as they were made.
        foreach (var row in Eligible.Rows)
            Status[row] = default;
        foreach (var row in Undetermined.Rows)
            Status[row] = default;
        Eligible.Clear();
        Undetermined.Clear();
    }

    /// <summary>Rows must come in ascending order.</summary>
    public void Add(int row, OutcomeStatus status, long fen, int persons)
    {
        Status[row] = status;
        if (status == OutcomeStatus.Eligible)
        {
            Fen[Eligible.Count] = fen;
            Persons[Eligible.Count] = persons;
            Eligible.Add(row);
        }
        else if (status == OutcomeStatus.Undetermined)
        {
            Undetermined.Add(row);
        }
    }
}

/// <summary>Row numbers in an array that is used again.</summary>
internal sealed class RowList
{
    private int[] rows = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Rows => rows.AsSpan(0, Count);

    public void Reserve(int size) => rows = new int[size];

    public void Clear() => Count = 0;

    public void Add(int row) => rows[Count++] = row;
}
