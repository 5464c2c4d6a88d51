using Huimin.Policies;

namespace Huimin.Platform.Demo;

/// <summary>The numbers under which the facts and sources that the demo uses are stored, looked up once.</summary>
internal sealed class DemoFacts
{
    private readonly FactCatalogue catalogue;

    /// <param name="catalogue">Of the city's policy pack.</param>
    /// <param name="start">Day from which the standing facts hold.</param>
    public DemoFacts(FactCatalogue catalogue, DateOnly start)
    {
        this.catalogue = catalogue;
        Start = start;
        Wage = Member("wage");
        BusinessIncome = Member("business_income");
        TransferIncome = Member("transfer_income");
        SupportIncome = Member("support_income");
        BasicPension = Member("basic_pension");
        DisabilityKind = Member("disability_kind");
        DisabilityGrade = Member("disability_grade");
        SeriousIllness = Member("serious_illness");
        SelfCareFailed = Member("self_care_failed");
        AbilityLevel = Member("ability_level");
        Study = Member("study");
        HasCapableSupporter = Member("has_capable_supporter");
        Guardianship = Member("guardianship");
        Placement = Member("placement");
        OtherNursingBenefit = Member("other_nursing_benefit");
        FinancialAssets = OfHousehold("financial_assets");
        Vehicles = OfHousehold("vehicles");
        Dwellings = OfHousehold("dwellings");
        RigidExpense = OfHousehold("rigid_expense");
        Insurance = Source("social_insurance");
        Visit = Source("home_visit");
        Bank = Source("bank");
        VehicleRegister = Source("vehicles");
        RealEstate = Source("real_estate");
        Federation = Source("disabled_persons_federation");
        Health = Source("health");
        Education = Source("education");
        Assessment = Source("ability_assessment");
        HouseholdRegister = Source("household_register");
    }

    public DateOnly Start { get; }

    public short Wage { get; }

    public short BusinessIncome { get; }

    public short TransferIncome { get; }

    public short SupportIncome { get; }

    public short BasicPension { get; }

    public short DisabilityKind { get; }

    public short DisabilityGrade { get; }

    public short SeriousIllness { get; }

    public short SelfCareFailed { get; }

    public short AbilityLevel { get; }

    public short Study { get; }

    public short HasCapableSupporter { get; }

    public short Guardianship { get; }

    public short Placement { get; }

    public short OtherNursingBenefit { get; }

    public short FinancialAssets { get; }

    public short Vehicles { get; }

    public short Dwellings { get; }

    public short RigidExpense { get; }

    public short Insurance { get; }

    public short Visit { get; }

    public short Bank { get; }

    public short VehicleRegister { get; }

    public short RealEstate { get; }

    public short Federation { get; }

    public short Health { get; }

    public short Education { get; }

    public short Assessment { get; }

    public short HouseholdRegister { get; }

    /// <summary>The raw value of a choice's option.</summary>
    public long Option(string fact, string option)
    {
        var options = catalogue.Find(fact, ofHousehold: false)!.Options;
        return options.Select((o, i) => (o.Code, i)).First(o => o.Code == option).i;
    }

    private short Member(string code) => Number(catalogue.Find(code, ofHousehold: false), code);

    private short OfHousehold(string code) => Number(catalogue.Find(code, ofHousehold: true), code);

    private short Source(string code) =>
        (short)(catalogue.Sources.FirstOrDefault(s => s.Code == code) ?? throw Lacks(code)).Id;

    private static short Number(Fact? fact, string code) => (short)(fact ?? throw Lacks(code)).Id;

    private static CannotRunException Lacks(string code) => new($"policies/facts.yaml 中缺少演示城市需要的 {code}。");
}
