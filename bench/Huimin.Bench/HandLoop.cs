using Huimin.Platform.People.Population;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>
/// The programmes of Linyi as a C# programmer would write them without the policy language: one loop over arrays, household after
/// household, with the rules that the pack switches off left out. What the kernel is measured against; both must find the same.
/// Truth values are 0 no, 1 yes, 2 unknown.
/// </summary>
internal sealed partial class HandLoop
{
    public static readonly string[] Programmes =
    [
        "tekun", "orphan_living", "dibao", "dibao_marginal", "rigid_expense_family", "disability_nursing", "disability_living", "elder_hardship_subsidy",
        "old_age_allowance", "de_facto_orphan_living", "heating_subsidy", "warn_accident", "warn_alone_without_benefit", "warn_child_unattended",
        "warn_dibao_ended", "warn_earner_unemployed", "warn_income_found", "warn_medical_expense", "warn_member_died", "warn_new_disability", "warn_new_student",
    ];

    private const int Tekun = 0, Orphan = 1, Dibao = 2, Marginal = 3, Rigid = 4, Nursing = 5, Living = 6, Hardship = 7, OldAge = 8, DeFacto = 9, Heating = 10;
    private const int Accident = 11, Alone = 12, Child = 13, DibaoEnded = 14, Unemployed = 15, IncomeFound = 16, Medical = 17, Died = 18, NewDisability = 19, NewStudent = 20;
    private const byte No = 0, Yes = 1, Maybe = 2;
    private const long Unknown = long.MinValue;
    private const int Never = 3652058;

    private readonly int[] firstMember;
    private readonly bool[] means;
    private readonly byte[] hukou;
    private readonly int[] birth, died, wage, business, property, transfer, support, basicPension, incomeFound, fatherSince, motherSince, disabilitySince, unemployedSince, admittedOn;
    private readonly byte[] counted, kind, grade, selfCare, ability, study, canWork, refused, supporter, guardianship, placement, otherNursing, father, mother;
    private readonly int[] rigid, rigidYear, assets, medicalYear, accidentOn, dibaoEndedOn, exceededSince;
    private readonly int[] dwellings, vehicles, registrations;
    private readonly int monthStart, monthEnd, monthBefore;
    private readonly int[] birthdays;
    private readonly long[] dibaoStandard = new long[2], tekunStandard = new long[2], disposable = new long[2], heating = new long[2];
    private readonly long[] care, noWorkGrade, livingStandard, nursingStandard;
    private readonly (long[] Keys, long[] Values) band, oldAge;
    private readonly long careExtra, dispersed, institution, heatingChild, tekunSchoolUntil, childSchoolUntil;
    private readonly (long Top, long Bottom) ratio, rigidRatio;

    public HandLoop(PopulationColumns population, MonthPolicy policy)
    {
        firstMember = population.FirstMember;
        means = population.MeansKnown;
        int[] Numbers(string code) => population.MemberColumn(population.Facts.Find(code, ofHousehold: false)!.Index)!.Ints!;
        byte[] Bytes(string code) => population.MemberColumn(population.Facts.Find(code, ofHousehold: false)!.Index)!.Bytes!;
        int[] Household(string code) => population.HouseholdColumn(population.Facts.Find(code, ofHousehold: true)!.Index)!.Ints!;
        hukou = population.HouseholdColumn(population.Facts.Find("hukou", ofHousehold: true)!.Index)!.Bytes!;
        (birth, died, wage, business, property, transfer, support, basicPension) = (Numbers("birth_date"), Numbers("died_on"), Numbers("wage"), Numbers("business_income"), Numbers("property_income"), Numbers("transfer_income"), Numbers("support_income"), Numbers("basic_pension"));
        (incomeFound, fatherSince, motherSince, disabilitySince, unemployedSince, admittedOn) = (Numbers("income_found"), Numbers("father_state_since"), Numbers("mother_state_since"), Numbers("disability_since"), Numbers("unemployed_since"), Numbers("admitted_on"));
        (counted, kind, grade, selfCare, ability, study, canWork) = (Bytes("counted"), Bytes("disability_kind"), Bytes("disability_grade"), Bytes("self_care_failed"), Bytes("ability_level"), Bytes("study"), Bytes("can_work"));
        (refused, supporter, guardianship, placement, otherNursing, father, mother) = (Bytes("refused_offers"), Bytes("has_capable_supporter"), Bytes("guardianship"), Bytes("placement"), Bytes("other_nursing_benefit"), Bytes("father_state"), Bytes("mother_state"));
        (rigid, rigidYear, assets, medicalYear, accidentOn, dibaoEndedOn, exceededSince) = (Household("rigid_expense"), Household("rigid_expense_12m"), Household("financial_assets"), Household("medical_expense_12m"), Household("accident_on"), Household("dibao_ended_on"), Household("dibao_exceeded_since"));
        (dwellings, vehicles, registrations) = (Household("dwellings"), Household("vehicles"), Household("business_registrations"));
        monthStart = policy.Month.FirstDay.DayNumber;
        monthEnd = policy.Month.LastDay.DayNumber;
        monthBefore = policy.Month.AddMonths(-1).FirstDay.DayNumber;
        birthdays = policy.Birthdays;
        ParameterCell[] Cells(string programme, string parameter) =>
            [.. policy.Tables[policy.Pack.Find(programme)!.Parameters.First(p => p.Code == parameter).Slot].CellsOf(0)];
        long[] Amounts(string programme, string parameter) => [.. Cells(programme, parameter).Select(c => c.Values[0].Whole)];
        // The rows in force tell urban from rural and not the zones.
        void ByHukou(long[] values, long[] into) => (into[0], into[1]) = (values[^2], values[^1]);
        (long[], long[]) Table(string programme, string parameter) => (Cells(programme, parameter)[0].Keys!, [.. Cells(programme, parameter)[0].Values.Select(v => v.Whole)]);
        long[] Spread((long[] Keys, long[] Values) table, int size) => [.. Enumerable.Range(0, size).Select(k => Lookup(table, k))];
        ByHukou(Amounts("dibao", "standard"), dibaoStandard);
        ByHukou(Amounts("tekun", "standard"), tekunStandard);
        ByHukou(Amounts("rigid_expense_family", "disposable_income") is { Length: > 1 } both ? both : [.. Enumerable.Repeat(Amounts("rigid_expense_family", "disposable_income")[0], 2)], disposable);
        ByHukou(Amounts("heating_subsidy", "of_household"), heating);
        heatingChild = Amounts("heating_subsidy", "of_child")[0];
        care = Spread(Table("tekun", "care"), 7);
        noWorkGrade = Amounts("tekun", "no_work_grade");
        livingStandard = Spread(Table("disability_living", "standard"), 5);
        nursingStandard = Spread(Table("disability_nursing", "standard"), 5);
        band = Table("elder_hardship_subsidy", "band");
        oldAge = Table("old_age_allowance", "standard");
        careExtra = Amounts("elder_hardship_subsidy", "extra")[0];
        dispersed = Amounts("orphan_living", "dispersed")[0];
        institution = Amounts("orphan_living", "institution")[0];
        tekunSchoolUntil = Amounts("tekun", "student_until")[0];
        childSchoolUntil = Amounts("orphan_living", "after_18_until")[0];
        ratio = Cells("dibao_marginal", "ratio")[0].Values[0].Fraction;
        rigidRatio = Cells("rigid_expense_family", "ratio")[0].Values[0].Fraction;
    }

    /// <summary>Eligible, undetermined and fen by position in <see cref="Programmes"/>.</summary>
    public sealed class Totals
    {
        public long[] Eligible { get; } = new long[Programmes.Length];

        public long[] Undetermined { get; } = new long[Programmes.Length];

        public long[] Fen { get; } = new long[Programmes.Length];
    }

    public void Run(int from, int to, Totals totals)
    {
        Span<byte> status = stackalloc byte[10 * 64]; // of persons' programmes, by programme and member
        Span<long> nursingFen = stackalloc long[64];
        Span<long> livingFen = stackalloc long[64];
        Span<long> tekunFen = stackalloc long[64];
        for (var h = from; h < to; h++)
        {
            var first = firstMember[h];
            var size = firstMember[h + 1] - first;
            if (size == 0)
                continue;
            var (known, rural) = (means[h], hukou[h] == 1 ? 1 : 0);
            var standard = dibaoStandard[rural];
            var asset = Money(assets[h], known);
            var (cars, homes, shops) = (Count(vehicles[h], 0, known), Count(dwellings[h], 1, known), Count(registrations[h], 0, known));
            var tekun = status.Slice(Tekun * 64, size);
            var orphan = status.Slice(Orphan * 64, size);

            // Tekun and orphans.
            var familySize = -2L; // not yet counted
            for (var m = 0; m < size; m++)
            {
                var i = first + m;
                orphan[m] = No;
                if (guardianship[i] is 1 or 254)
                {
                    orphan[m] = All(Alive(i), Born(i), Young(i), guardianship[i] == 1 ? Yes : Maybe);
                    if (orphan[m] == Yes && placement[i] == 254)
                        orphan[m] = Maybe;
                    Add(totals, Orphan, orphan[m], Yuan(placement[i] == 1 ? institution : dispersed));
                }

                tekun[m] = No;
                tekunFen[m] = 0;
                if (supporter[i] is 0 or 254)
                {
                    if (familySize == -2)
                        familySize = Present(first, size);
                    tekun[m] = TekunStatus(i, standard, familySize, asset, cars, homes, shops, known, supporter[i] == 254, orphan[m]);
                    if (tekun[m] == Yes)
                    {
                        if (selfCare[i] == 254)
                            tekun[m] = Maybe;
                        else
                            tekunFen[m] = tekunStandard[rural] + care[selfCare[i] == 255 ? 0 : selfCare[i]];
                    }

                    Add(totals, Tekun, tekun[m], tekunFen[m]);
                }

            }

            // Income of the family.
            long count = 0, income = 0;
            var (sizeKnown, incomeKnown) = (true, true);
            for (var m = 0; m < size; m++)
            {
                var i = first + m;
                var inFamily = InFamily(i, tekun[m], orphan[m]);
                if (inFamily == Maybe)
                    sizeKnown = false;
                if (inFamily != Yes)
                    continue;
                count++;
                var own = Income(i, known);
                if (own == Unknown)
                    incomeKnown = false;
                else
                    income += own;
            }

            incomeKnown &= sizeKnown;
            var expense = Money(rigid[h], known);
            var countable = !incomeKnown || expense == Unknown ? Unknown : Math.Max(0, income - expense);
            var perHeadKnown = countable != Unknown && sizeKnown && count > 0;
            var assetsKnown = asset != Unknown && sizeKnown && count > 0;
            var some = sizeKnown ? count > 0 ? Yes : No : Maybe;

            // Dibao.
            var below = perHeadKnown ? countable < standard * count ? Yes : No : Maybe;
            var dibao = All(some, below, assetsKnown ? asset <= 24 * standard * count ? Yes : No : Maybe);
            if (dibao != No)
                dibao = All(dibao, AtMost(cars, 0), AtMost(homes, 2), AtMost(shops, 0));
            long dibaoFen = 0;
            if (dibao != No)
            {
                var sharers = sizeKnown ? Sharers(first, size, tekun, orphan, count) : Unknown;
                dibao = And(dibao, Or(sharers == Unknown ? Maybe : sharers > 0 ? Yes : No, Not(below)));
                if (dibao == Yes)
                    dibaoFen = Math.Max(0, Rounded((standard * count - countable) * sharers, count));
            }

            Add(totals, Dibao, dibao, dibaoFen);

            // The margin.
            byte marginal = No;
            if (dibao != Yes)
            {
                marginal = All(
                    some,
                    perHeadKnown ? countable * ratio.Bottom < ratio.Top * standard * count ? Yes : No : Maybe,
                    perHeadKnown ? countable >= standard * count ? Yes : No : Maybe,
                    Not(dibao));
                if (marginal != No)
                    marginal = All(marginal, assetsKnown ? asset <= 36 * standard * count ? Yes : No : Maybe, AtMost(cars, 1), AtMost(homes, 2), AtMost(shops, 0));
                Add(totals, Marginal, marginal, 0);
            }

            // Rigid expense.
            byte rigidFamily = No;
            var spent = Money(rigidYear[h], known);
            if (spent is Unknown or > 0 && dibao != Yes && marginal != Yes)
            {
                var year = incomeKnown ? income * 12 : Unknown;
                rigidFamily = All(spent == Unknown ? Maybe : Yes, some, Not(dibao), Not(marginal));
                if (rigidFamily != No)
                {
                    rigidFamily = All(
                        rigidFamily,
                        year != Unknown && sizeKnown && count > 0 ? year < disposable[rural] * count ? Yes : No : Maybe,
                        year == Unknown ? Maybe : year <= 0 ? Yes : spent == Unknown ? Maybe : spent * rigidRatio.Bottom >= rigidRatio.Top * year ? Yes : No,
                        assetsKnown ? asset <= 36 * standard * count ? Yes : No : Maybe);
                    rigidFamily = All(rigidFamily, AtMost(cars, 1), AtMost(homes, 2), AtMost(shops, 0));
                }

                Add(totals, Rigid, rigidFamily, 0);
            }

            Persons(totals, first, size, known, count, sizeKnown, dibao, dibaoFen, marginal, status, nursingFen, livingFen, tekunFen);
            Families(totals, h, first, size, known, rural, standard, dibao, marginal, rigidFamily, status);
        }
    }
}
